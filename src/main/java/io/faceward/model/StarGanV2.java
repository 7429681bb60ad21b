package io.faceward.model;

import static io.faceward.network.Layers.adaptiveInstanceNorm2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.identity;
import static io.faceward.network.Layers.instanceNorm2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.unitVarianceResidual;
import static io.faceward.network.Layers.upsampleNearest2d;

import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StarGAN v2's generator (Choi et al., CVPR 2020) with fixed styles: {@code [N,3,H,W]} in [-1,1] and a choice among the
 * styles {@code [N,K]}, one of them 1, to the edited image, which may leave [-1,1]. H and W are multiples of 2^L for L
 * layers down.
 *
 * <p>Beside the original's weights there is {@code styles}, {@code [K,S]}, made by {@link StarGanV2Styles}. Where they hold
 * a high-pass filter, the decoder has no shortcuts; where they hold the landmark network {@code fan}, too, details pass
 * the bottleneck under {@link FaceMasks}. Sizes are read from the weights.
 */
public final class StarGanV2 implements Manipulation {

    static final String FILTER = "hpf.filter";

    /** Blocks at the smallest side: the last of the encoder, the first of the decoder. */
    private static final int MIDDLE = 2;

    @Override
    public Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        Value image = graph.input("image");
        Value style = StyleTable.pick(graph, sizes, StyleTable.STYLES, graph.input("choice"));
        FaceMasks.@Nullable Pair masks = FaceMasks.in(graph, sizes, image);
        return generator(graph, sizes, image, style, masks);
    }

    /** The generator alone. */
    static Answer generator(Graph graph, Sizes sizes, Value image, Value style, FaceMasks.@Nullable Pair masks)
            throws MalformedWeightsException {
        int blocks = sizes.count("encode.%d.conv1.weight");
        if (blocks <= MIDDLE || sizes.count("decode.%d.conv1.weight") != blocks) {
            throw new MalformedWeightsException("encoder and decoder differ in depth");
        }
        int width = sizes.filters("from_rgb");
        boolean filtered = sizes.has(FILTER);
        if (filtered) {
            graph.buffer(FILTER, Init.ZEROS, 3, 3);
        }
        Value h = graph.add("from_rgb", conv2d(3, width, 3).padding(1), image);
        List<Value> entering = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            entering.add(h);
            h = graph.add("encode." + i, StarGanV2Blocks.encoding(sizes, "encode." + i, i < blocks - MIDDLE), h);
        }
        Value bottleneck = h;
        for (int i = 0; i < blocks; i++) {
            h = graph.add("decode." + i, decoding(sizes, "decode." + i, style, i >= MIDDLE, filtered), h);
            if (filtered && masks != null) {
                h = masks.details(graph, FILTER, entering.get(blocks - 1 - (i < MIDDLE ? 0 : i)), h);
            }
        }
        Layer last = sequential(instanceNorm2d(width), leakyRelu(0.2), conv2d(width, 3, 1));
        return new Answer(graph.add("to_rgb", last, h), bottleneck);
    }

    /** A layer whose weights a checkpoint holds without any use for them. */
    private static Layer declared(Layer layer) {
        return (graph, name, x) -> {
            Value unused = graph.add(name, layer, x);
            return x;
        };
    }

    private static Layer decoding(Sizes sizes, String name, Value style, boolean upwards, boolean filtered)
            throws MalformedWeightsException {
        int in = sizes.channels(name + ".conv1");
        int out = sizes.filters(name + ".conv1");
        int length = sizes.of(name + ".norm1.fc.weight", 2, 1);
        Layer up = upwards ? upsampleNearest2d() : identity();
        Layer body = chain(
                named("norm1", adaptiveInstanceNorm2d(style, length, in)),
                leakyRelu(0.2),
                up,
                named("conv1", conv2d(in, out, 3).padding(1)),
                named("norm2", adaptiveInstanceNorm2d(style, length, out)),
                leakyRelu(0.2),
                named("conv2", conv2d(out, out, 3).padding(1)));
        Layer shortcut = chain(up, StarGanV2Blocks.shortcut(in, out));
        return filtered ? chain(declared(shortcut), body) : unitVarianceResidual(shortcut, body);
    }
}
