package io.faceward.model;

import static io.faceward.network.Layers.conv2d;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/**
 * HiSD's generator (Li et al., CVPR 2021) with fixed styles: {@code [N,3,H,W]} in [-1,1] and a choice among the styles
 * {@code [N,K]}, one of them 1, to the edited image, which may leave [-1,1]. H and W are multiples of 2^L for L layers.
 *
 * <p>A style belongs to a tag, such as bangs or hair colour, whose translator applies it. Beside the original's weights
 * there are {@code styles}, {@code [K,S]}, and {@code tags}, {@code [K,T]}, a 1 where a style belongs to a tag;
 * {@link HiSdStyles} makes both. Sizes are read from the weights.
 */
public final class HiSd implements Manipulation {

    static final String TAGS = "tags";

    @Override
    public Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        Value image = graph.input("image");
        Value choice = graph.input("choice");
        Value style = StyleTable.pick(graph, sizes, StyleTable.STYLES, choice);
        Value tag = StyleTable.pick(graph, sizes, TAGS, choice);

        Value code = encode(graph, sizes, image);
        Value edited = graph.expression("torch.zeros_like($0)", code);
        for (int t = 0; t < sizes.of(TAGS, 2, 1); t++) {
            edited = graph.expression(
                    "torch.add($0, torch.mul(torch.unsqueeze(torch.unsqueeze(torch.slice($1, 1, %d, %d), 2), 3), $2))"
                            .formatted(t, t + 1),
                    edited,
                    tag,
                    HiSdTranslator.of(sizes, t).add(graph, code, style));
        }
        return new Answer(decode(graph, sizes, edited), code);
    }

    private static Value encode(Graph graph, Sizes sizes, Value image) throws MalformedWeightsException {
        int channels = sizes.filters("encoder.0");
        Value h = graph.add("encoder.0", conv2d(3, channels, 1), image);
        int end = 1 + sizes.count("encoder.%d.conv1.weight", 1);
        for (int i = 1; i < end; i++) {
            int out = sizes.filters("encoder.%d.conv2".formatted(i));
            h = graph.add("encoder." + i, HiSdBlocks.down(channels, out), h);
            channels = out;
        }
        return h;
    }

    private static Value decode(Graph graph, Sizes sizes, Value code) throws MalformedWeightsException {
        Value h = code;
        int blocks = sizes.count("decoder.%d.conv1.weight");
        for (int i = 0; i < blocks; i++) {
            String first = "decoder.%d.conv1".formatted(i);
            h = graph.add("decoder." + i, HiSdBlocks.up(sizes.channels(first), sizes.filters(first)), h);
        }
        String last = "decoder." + blocks;
        return graph.add(last, conv2d(sizes.channels(last), 3, 1), h);
    }
}
