package io.faceward.model;

import static io.faceward.network.Layers.avgPool2d;
import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.concatenated;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;
import static io.faceward.network.Layers.upsampleBilinear2d;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The perturbation generator PG of Initiative Defense (Huang et al., AAAI 2021), a U-Net: {@code [N,3,H,W]} in [-1,1], H
 * and W multiples of 16, to a perturbation of the same shape in (-1,1), of which the paper adds ε times. The width is read
 * from the weights.
 */
public final class InitiativeDefenseGenerator implements Architecture {

    private static final int DEPTH = 4;

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        int width = new Sizes(weights).filters("dconv_down1.0");
        Graph graph = new Graph();
        Value h = graph.input("image");
        Deque<Value> passed = new ArrayDeque<>();
        int channels = 3;
        for (int level = 1; level <= DEPTH; level++) {
            h = graph.add("dconv_down" + level, twice(channels, width), h);
            passed.push(h);
            h = graph.add("", avgPool2d(2), h);
            channels = width;
            width *= 2;
        }
        h = graph.add("dconv_down" + (DEPTH + 1), twice(channels, width), h);
        for (int level = DEPTH; level >= 1; level--) {
            h = graph.add("", upsampleBilinear2d(), h);
            h = graph.add("", concatenated(passed.pop()), h);
            h = graph.add("dconv_up" + level, twice(width + width / 2, width / 2), h);
            width /= 2;
        }
        return graph.outputs(graph.add("conv_last", sequential(conv2d(width, 3, 1), batchNorm2d(3), tanh()), h));
    }

    private static Layer twice(int in, int out) {
        return sequential(
                conv2d(in, out, 3).padding(1),
                batchNorm2d(out),
                relu(),
                conv2d(out, out, 3).padding(1),
                batchNorm2d(out),
                relu());
    }
}
