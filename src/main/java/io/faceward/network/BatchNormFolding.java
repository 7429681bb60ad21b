package io.faceward.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a network for inference: a batch normalisation that directly follows a convolution becomes part of its weight
 * and bias, w' = w·s and b' = (b − mean)·s + beta with s = gamma / sqrt(variance + eps).
 */
final class BatchNormFolding {

    /** The rewritten operations and the weights that they read. */
    record Folded(List<Node> nodes, Map<String, Tensor> weights) {}

    private BatchNormFolding() {}

    static Folded fold(Graph graph, Map<String, Tensor> weights) {
        Map<Value, Node.Convolution> foldable = foldableConvolutions(graph);
        Map<String, Tensor> folded = new LinkedHashMap<>(weights);
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node instanceof Node.BatchNorm norm && foldable.containsKey(norm.x())) {
                Node.Convolution convolution = foldable.get(norm.x());
                nodes.remove(convolution);
                nodes.add(fold(convolution, norm, folded));
            } else {
                nodes.add(node);
            }
        }
        return new Folded(nodes, folded);
    }

    private static Map<Value, Node.Convolution> foldableConvolutions(Graph graph) {
        Map<Value, Integer> uses = new HashMap<>();
        graph.outputs().forEach(value -> uses.merge(value, 1, Integer::sum));
        Map<Value, Node.Convolution> convolutions = new HashMap<>();
        for (Node node : graph.nodes()) {
            node.inputs().forEach(value -> uses.merge(value, 1, Integer::sum));
            if (node instanceof Node.Convolution convolution) {
                convolutions.put(convolution.output(), convolution);
            }
        }
        convolutions.keySet().removeIf(value -> uses.getOrDefault(value, 0) != 1);
        return convolutions;
    }

    private static Node.Convolution fold(
            Node.Convolution convolution, Node.BatchNorm norm, Map<String, Tensor> weights) {
        Tensor weight = take(weights, convolution.weight());
        float[] gamma = take(weights, norm.weight()).data();
        float[] beta = take(weights, norm.bias()).data();
        float[] mean = take(weights, norm.mean()).data();
        float[] variance = take(weights, norm.variance()).data();
        float[] old = convolution.bias() == null
                ? new float[gamma.length]
                : take(weights, convolution.bias()).data();
        float[] scale = new float[gamma.length];
        float[] bias = new float[gamma.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = (float) (gamma[c] / Math.sqrt(variance[c] + norm.eps()));
            bias[c] = (old[c] - mean[c]) * scale[c] + beta[c];
        }
        String biasName = convolution.weight().replaceAll("weight$", "bias");
        weights.put(convolution.weight(), scaled(weight, convolution.geometry(), scale));
        weights.put(biasName, new Tensor(bias, bias.length));
        return new Node.Convolution(
                norm.output(), convolution.x(), convolution.weight(), biasName, convolution.geometry());
    }

    private static Tensor take(Map<String, Tensor> weights, String name) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return tensor;
    }

    private static Tensor scaled(Tensor weight, Conv2d geometry, float[] scale) {
        float[] data = weight.data().clone();
        int kernel = geometry.height() * geometry.width();
        int perFilter = data.length / geometry.out();
        for (int i = 0; i < data.length; i++) {
            data[i] *= geometry.transposed() ? scale[i / kernel % geometry.out()] : scale[i / perFilter];
        }
        return new Tensor(data, weight.shape());
    }
}
