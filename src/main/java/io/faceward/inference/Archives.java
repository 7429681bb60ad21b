package io.faceward.inference;

import io.faceward.network.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the models of a service lie, packed for libtorch. Implementations are safe for concurrent use: every worker asks
 * on its own thread.
 */
public interface Archives {

    /** Whether there is such a model. */
    boolean has(String model);

    /**
     * The TorchScript archive ({@code .pt}) of a model. Its {@code forward} takes one or more float32 tensors
     * with the batch as first dimension and returns one such tensor, whatever the precision inside.
     *
     * @throws IOException if it cannot be read or written
     * @throws io.faceward.problem.ServiceException {@link io.faceward.problem.Problem#MODEL_UNAVAILABLE} if there is no
     *     such model
     */
    Path archive(String model, Precision precision) throws IOException;

    /**
     * The models that the service cannot do without, each with the shapes of its inputs, without the batch dimension. Every
     * worker loads, tests and warms them before it serves; any other model is loaded when it is first asked for.
     */
    Map<String, List<long[]>> inputShapes();
}
