package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.globalMean;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static java.util.Objects.requireNonNull;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.Map;

/**
 * Tells the attributes of a face: a small residual network over {@code [N,3,64,64]} in [-1,1], aligned as CelebA is, to
 * logits {@code [N,K]}; above 0 the attribute is there. Of our own design; K is read from the weights.
 */
public final class AttributeClassifier implements Architecture {

    /** Side of its pictures. */
    public static final int SIDE = 64;

    private static final String LAST = "classes.bias";

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        Tensor bias = weights.get(LAST);
        if (bias == null) {
            throw new MalformedWeightsException(LAST + " is missing: not an attribute classifier");
        }
        return graph((int) bias.shape()[0]);
    }

    /** The network for so many attributes. */
    public static Graph graph(int attributes) {
        Graph graph = new Graph();
        return graph.outputs(graph.add("", layers(attributes), graph.input("face")));
    }

    private static Layer layers(int attributes) {
        return chain(
                named("stem", sequential(conv(3, 32, 1), batchNorm2d(32), relu())),
                named("stage1", stage(32, 64)),
                named("stage2", stage(64, 128)),
                named("stage3", stage(128, 192)),
                globalMean(),
                named("classes", conv2d(192, attributes, 1)),
                flatten());
    }

    /** Half the side, then a residual block. */
    private static Layer stage(int in, int out) {
        return sequential(
                conv(in, out, 2),
                batchNorm2d(out),
                relu(),
                residual(sequential(conv(out, out, 1), batchNorm2d(out), relu(), conv(out, out, 1), batchNorm2d(out))),
                relu());
    }

    private static Conv2d conv(int in, int out, int stride) {
        return conv2d(in, out, 3).stride(stride).padding(1).withoutBias();
    }

    /** Weights whose logits are lowered by {@code thresholds}, so that 0 is the threshold of each. */
    public static void foldThresholds(Map<String, Tensor> weights, float... thresholds) {
        Tensor bias = requireNonNull(weights.get(LAST));
        float[] folded = bias.data().clone();
        for (int i = 0; i < folded.length; i++) {
            folded[i] -= thresholds[i];
        }
        weights.put(LAST, new Tensor(folded, bias.shape()));
    }
}
