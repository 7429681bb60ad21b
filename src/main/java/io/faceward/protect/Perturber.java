package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.inference.Deadline;
import io.faceward.network.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Computes the perturbations of the faces of a photo. Implementations are safe for concurrent use. */
public interface Perturber {

    Method method();

    /**
     * Ids of the models of the bundle that take part: the generator, or the manipulators that an iterative method attacks.
     *
     * @throws io.faceward.problem.ServiceException {@code MODEL_UNAVAILABLE} when the bundle has none
     */
    List<String> models();

    /** Steps that it takes at most for a face: one forward pass is one step. */
    default int steps() {
        return 1;
    }

    /**
     * Starts the work and returns at once.
     *
     * @param crops {@code [3,256,256]} each; the result of one does not depend on the others
     * @param epsilon bound in grey levels of 255
     * @param seed start of the randomness; a method without any ignores it
     * @param progress told by methods that take more than one step
     * @return the perturbation of each crop, {@code [3,256,256]} in the units of the crop, nowhere beyond the bound; it
     *     fails with {@link io.faceward.problem.ServiceException}; cancelling all of them drops the work
     * @throws io.faceward.problem.ServiceException {@code QUEUE_FULL} when no more work is taken; then none is under way
     */
    List<CompletableFuture<Tensor>> perturb(
            List<Crop> crops, float epsilon, long seed, Deadline deadline, Progress progress);
}
