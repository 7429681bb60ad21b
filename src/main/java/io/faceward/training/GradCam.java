package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.MobileFaceNet;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Gradient;
import io.faceward.objective.Scalar;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a recogniser looks: Grad-CAM (Selvaraju et al., ICCV 2017) of its last maps A, place by place as HiResCAM has it
 * (Draelos and Carin, arXiv 2011.08891): ReLU(Σₖ Aₖ ∂s/∂Aₖ). What follows these maps weighs every place on its own, so the
 * mean of the gradient over the places, which Grad-CAM takes, cancels out. A recogniser has no classes: s is half the squared
 * length of the embedding before it is normalised, whose gradient is the embedding, the person's own direction. The owner
 * closes it; for one thread.
 */
final class GradCam implements AutoCloseable {

    private final TorchModule maps;
    private final TorchModule projection;

    /** @param weights of a {@link MobileFaceNet} */
    GradCam(Map<String, Tensor> weights, Device device) throws IOException {
        maps = part(MobileFaceNet.maps(weights), weights, device);
        try {
            projection = part(MobileFaceNet.projection(weights), weights, device);
        } catch (IOException | RuntimeException e) {
            maps.close();
            throw e;
        }
    }

    private static TorchModule part(Graph graph, Map<String, Tensor> weights, Device device) throws IOException {
        Map<String, Tensor> own = new LinkedHashMap<>(weights);
        own.keySet().retainAll(graph.names());
        return TorchModule.of(graph, own, device);
    }

    /**
     * The heat map in rows, its highest value 1; of a face that leaves the recogniser cold, 1 everywhere.
     *
     * @param face {@code [3,112,112]} in [-1,1], in its place
     */
    float[] of(Tensor face) {
        try (NDManager manager = maps.manager().newSubManager()) {
            NDArray features =
                    maps.forward(face.on(manager).expandDims(0)).head().duplicate();
            NDArray gradient = Gradient.of(features, a -> projection
                            .differentiate(a)
                            .head()
                            .square()
                            .sum()
                            .div(Scalar.of(2)))
                    .gradient();
            float[] heat = features.mul(gradient).sum(new int[] {1}).maximum(0).toFloatArray();
            float highest = 0;
            for (float value : heat) {
                highest = Math.max(highest, value);
            }
            if (highest == 0) {
                Arrays.fill(heat, 1);
                return heat;
            }
            for (int i = 0; i < heat.length; i++) {
                heat[i] /= highest;
            }
            return heat;
        }
    }

    @Override
    public void close() {
        maps.close();
        projection.close();
    }
}
