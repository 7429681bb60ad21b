package io.faceward.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.util.Map;

/** Tensors that the original implementation of a network computed. */
public record Golden(Safetensors file) {

    public static Golden of(String name) throws IOException {
        return new Golden(Safetensors.read(SharedData.golden(name)));
    }

    public Map<String, Tensor> weights() {
        return file.under("param/");
    }

    public Tensor tensor(String name) {
        Tensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name);
        }
        return tensor;
    }

    /** The images stored as bytes, in [-1,1]. */
    public Tensor image(String name) {
        Tensor bytes = tensor(name);
        float[] data = new float[bytes.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = bytes.data()[i] / 127.5f - 1;
        }
        return new Tensor(data, bytes.shape());
    }

    public static TorchModule module(Graph graph, Map<String, Tensor> weights) throws IOException {
        return TorchModule.of(graph, weights, TorchScript.forInference(Precision.FLOAT32, graph), Device.cpu());
    }

    public static NDArray array(NDManager manager, Tensor tensor) {
        return tensor.on(manager);
    }

    public static double largestDifference(NDArray actual, Tensor expected) {
        float[] values = actual.toFloatArray();
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - expected.data()[i]));
        }
        return values.length == expected.data().length ? largest : Double.NaN;
    }

    public static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
