package io.faceward.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network of a checkpoint that computes a style when it is imported, and is not served.
 *
 * @param name of the style, or of what a picture shows
 * @param tag that the style belongs to
 * @param input shape of the latent code or the picture, without the batch dimension
 */
@SuppressWarnings("ArrayRecordComponent")
record StyleNetwork(String name, int tag, Graph graph, long... input) {

    /** The style of a latent code or a picture. */
    float[] style(Map<String, Tensor> checkpoint, Tensor from) throws IOException {
        Map<String, Tensor> own = new LinkedHashMap<>(checkpoint);
        own.keySet().retainAll(graph.names());
        try (TorchModule module = TorchModule.of(graph, own, Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            return module.forward(from.on(manager).expandDims(0)).head().toFloatArray();
        }
    }
}
