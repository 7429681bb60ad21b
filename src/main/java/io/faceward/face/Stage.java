package io.faceward.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.util.function.Function;

/** A network of the detector, which answers pictures of many shapes. It owns the module; one thread uses it at a time. */
record Stage(TorchModule network) implements AutoCloseable {

    /** The answer to what a function makes in the network's memory, which is freed. */
    Tensor answer(Function<NDManager, NDArray> input) {
        // libtorch would compile the network for each shape.
        JniUtils.setGraphExecutorOptimize(false);
        try (NDManager manager = network.manager().newSubManager()) {
            return Tensor.of(network.forward(input.apply(manager)).head());
        } finally {
            JniUtils.setGraphExecutorOptimize(true);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
