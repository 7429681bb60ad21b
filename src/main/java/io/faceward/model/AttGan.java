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
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * AttGAN's generator (He et al., IEEE TIP 2019): {@code [N,3,H,W]} in [-1,1], H and W multiples of 2^L for L layers, and
 * attributes {@code [N,K]}, by habit ±0.5 and ±1 for the one that is edited, to the edited image. The attributes join the
 * code and, where the weights say so, what follows the first layers of the decoder; so do shortcuts from the encoder.
 */
public final class AttGan implements Manipulation {

    private static final String ENCODER = "enc_layers.%d.layers";
    private static final String DECODER = "dec_layers.%d.layers";

    @Override
    public Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        int depth = sizes.count(ENCODER + ".0.weight");
        if (depth == 0 || sizes.count(DECODER + ".0.weight") != depth) {
            throw new MalformedWeightsException("encoder and decoder differ in depth");
        }
        Value image = graph.input("image");
        Value attributes = graph.input("attributes");

        List<Value> codes = new ArrayList<>();
        Value h = image;
        int channels = 3;
        for (int i = 0; i < depth; i++) {
            String name = ENCODER.formatted(i);
            int out = sizes.filters(name + ".0");
            Conv2d down = conv2d(channels, out, 4).stride(2).padding(1).withoutBias();
            h = graph.add(name, sequential(down, batchNorm2d(out), leakyRelu(0.01)), h);
            codes.add(h);
            channels = out;
        }
        Value code = h;
        int joined = sizes.filters(DECODER.formatted(0) + ".0");
        int labels = joined - channels;
        h = graph.add("", tiled(attributes), h);
        for (int i = 0; i < depth - 1; i++) {
            String name = DECODER.formatted(i);
            int out = sizes.channels(name + ".0");
            h = graph.add(name, sequential(up(joined, out).withoutBias(), batchNorm2d(out), relu()), h);
            joined = sizes.filters(DECODER.formatted(i + 1) + ".0");
            int shortcut = sizes.filters(ENCODER.formatted(depth - 2 - i) + ".0");
            int added = joined - out;
            if (added == shortcut || added == shortcut + labels) {
                h = graph.add("", concatenated(codes.get(depth - 2 - i)), h);
                added -= shortcut;
            }
            if (added != 0) {
                h = graph.add("", tiled(attributes), h);
            }
        }
        return new Answer(graph.add(DECODER.formatted(depth - 1), sequential(up(joined, 3), tanh()), h), code);
    }

    private static Conv2d up(int in, int out) {
        return convTranspose2d(in, out, 4).stride(2).padding(1);
    }
}
