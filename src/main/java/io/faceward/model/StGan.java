package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.concatenated;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;
import static io.faceward.network.Layers.tiled;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * STGAN's generator (Liu et al., CVPR 2019): {@code [N,3,H,W]} in [-1,1], H and W multiples of 2^L for L layers, and the
 * change of each attribute {@code [N,K]} in {-1,0,1} to the edited image. The encoder's features reach the decoder through
 * {@link SelectiveTransferUnit}s. Sizes are read from the weights.
 */
public final class StGan implements Manipulation {

    @Override
    public Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        int depth = sizes.count("encoder.%d.0.weight");
        int units = sizes.count("stu.%d.upsample.weight");
        if (units == 0 || units >= depth || sizes.count("decoder.%d.0.weight") != depth) {
            throw new MalformedWeightsException("encoder, transfer units and decoder differ in depth");
        }
        Value image = graph.input("image");
        Value change = graph.input("change");

        List<Value> codes = new ArrayList<>();
        Value h = image;
        for (int i = 0; i < depth; i++) {
            h = graph.add("encoder." + i, down(sizes, "encoder.%d.0".formatted(i)), h);
            codes.add(h);
        }
        Value code = h;
        Value state = h;
        h = graph.add("", tiled(change), h);
        for (int i = 0; i < depth; i++) {
            if (i > 0 && i <= units) {
                var unit = SelectiveTransferUnit.of(sizes, "stu." + (i - 1));
                var transfer = unit.add(graph, codes.get(depth - 1 - i), state, change);
                h = graph.add("", concatenated(transfer.output()), h);
                state = transfer.state();
            }
            Layer layer = i < depth - 1 ? up(sizes, "decoder.%d.0".formatted(i)) : last(sizes, "decoder." + i);
            h = graph.add("decoder." + i, layer, h);
        }
        return new Answer(h, code);
    }

    private static Layer down(Sizes sizes, String name) throws MalformedWeightsException {
        int out = sizes.filters(name);
        Conv2d convolution = conv2d(sizes.channels(name), out, 4).stride(2).padding(1);
        return sequential(convolution.withoutBias(), batchNorm2d(out), leakyRelu(0.2));
    }

    private static Layer up(Sizes sizes, String name) throws MalformedWeightsException {
        int out = sizes.channels(name);
        return sequential(twice(sizes.filters(name), out), batchNorm2d(out), relu());
    }

    /** Up to the picture's size and, where the weights have one more convolution, through that. */
    private static Layer last(Sizes sizes, String name) throws MalformedWeightsException {
        int in = sizes.filters(name + ".0");
        if (!sizes.has(name + ".3.weight")) {
            return sequential(twice(in, 3), tanh());
        }
        int middle = sizes.channels(name + ".0");
        return sequential(
                twice(in, middle),
                batchNorm2d(middle),
                relu(),
                convTranspose2d(middle, 3, 3).padding(1).withoutBias(),
                tanh());
    }

    private static Conv2d twice(int in, int out) {
        return convTranspose2d(in, out, 4).stride(2).padding(1).withoutBias();
    }
}
