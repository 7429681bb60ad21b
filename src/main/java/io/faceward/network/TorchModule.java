package io.faceward.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network in libtorch's memory. The owner closes it. Calls may come from several threads; each brings the arrays it
 * works on.
 */
public final class TorchModule implements AutoCloseable {

    private final Model model;
    private final PtSymbolBlock block;
    private final ParameterStore store;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    private TorchModule(Path archive, Device device) throws IOException {
        model = Model.newInstance(archive.getFileName().toString(), device, "PyTorch");
        try {
            // Without trainParam libtorch takes inference tensors, through which no gradient passes.
            model.load(archive, null, Map.of("trainParam", "true"));
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            throw new MalformedWeightsException(archive + " is not a TorchScript archive", e);
        }
        block = (PtSymbolBlock) model.getBlock();
        // Somebody's archive may have been saved in the middle of its training.
        JniUtils.enableInferenceMode(block);
        block.freezeParameters(true);
        store = new ParameterStore(model.getNDManager(), false);
        for (var parameter : block.getParameters()) {
            parameters.put(parameter.getKey(), parameter.getValue().getArray());
        }
    }

    /**
     * Loads a network whose weights stay as they are; gradients may pass through it to its input.
     *
     * @throws MalformedWeightsException if libtorch does not accept the file
     */
    public static TorchModule load(Path archive, Device device) throws IOException {
        return new TorchModule(archive, device);
    }

    /** Writes a graph to a temporary archive and loads it. */
    public static TorchModule of(Graph graph, Map<String, Tensor> weights, TorchScript form, Device device)
            throws IOException {
        Path archive = Files.createTempFile("network", ".pt");
        try {
            form.write(graph, weights, archive);
            return new TorchModule(archive, device);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** A graph as it is served, in float32; gradients may pass through it to its input. */
    public static TorchModule of(Graph graph, Map<String, Tensor> weights, Device device) throws IOException {
        return of(graph, weights, TorchScript.forInference(Precision.FLOAT32, graph), device);
    }

    /**
     * Runs the network without recording gradients; the answer belongs to the manager of the first input. It is an
     * inference tensor: an operation that keeps it for a gradient (a product, say) needs a duplicate.
     */
    public NDList forward(NDArray... inputs) {
        return block.forward(store, new NDList(inputs), false);
    }

    /**
     * Runs the network so that a gradient collector can go back through it. Not through the block's own forward, which
     * would put somebody's archive into training mode, where batch normalisation answers otherwise.
     */
    public NDList differentiate(NDArray... inputs) {
        return IValueUtils.forward(block, new NDList(inputs), true);
    }

    /** Number of values that an optimiser could change. */
    public long parameterCount() {
        return parameters.values().stream().mapToLong(NDArray::size).sum();
    }

    /** The memory of this network's device. */
    public NDManager manager() {
        return model.getNDManager();
    }

    /** The live array of a parameter, by its name in the graph; it belongs to this network. */
    public NDArray parameter(String name) {
        NDArray array = parameters.get(TorchScript.attribute(name));
        if (array == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return array;
    }

    @Override
    public void close() {
        model.close();
    }
}
