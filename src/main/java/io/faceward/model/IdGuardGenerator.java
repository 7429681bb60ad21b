package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.reflectionPad2d;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.selu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;
import static java.util.Objects.requireNonNull;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ID-Guard's perturbation generator (Qu et al., arXiv 2409.13349): a residual network over the image and a prior
 * perturbation, 7,850,819 parameters.
 *
 * <p>{@code [N,3,H,W]} in [-1,1], H and W multiples of 4, to a perturbation of the same shape in (-1,1) that the caller
 * clamps to ±ε.
 *
 * <p>The last convolution starts smaller than the original's N(0, 0.02): that saturates the clamp, and a clamped value has
 * no gradient.
 */
public final class IdGuardGenerator {

    /** Side of the aligned picture that our prior belongs to; the original's is 256. */
    public static final int SIZE = 144;

    /** The limit in [-1,1] that the prior is clamped to, as in training. */
    public static final float EPSILON = 0.05f;

    /** Name of the prior δp among the weights. */
    public static final String PRIOR = "prior";

    /** The first layer's weights, {@code [64,6,7,7]}: of the image and of the prior. */
    private static final String FIRST = "model0.1.weight";

    // spotless:off
    private static final Layer LAYERS = named("model0", sequential(
            reflectionPad2d(3), conv(6, 64, 7), norm(64), selu(),
            conv(64, 128, 3).stride(2).padding(1), norm(128), selu(),
            conv(128, 256, 3).stride(2).padding(1), norm(256), selu(),
            block(256), block(256), block(256), block(256), block(256), block(256),
            up(256, 128), norm(128), selu(),
            up(128, 64), norm(64), selu(),
            reflectionPad2d(3), conv2d(64, 3, 7).init(Init.NORMAL_0001), tanh()));
    // spotless:on

    private IdGuardGenerator() {}

    /**
     * The network as served: image in, the prior δp among the weights ({@code prior}, {@code [1,3,S,S]}).
     *
     * @throws MalformedWeightsException if they have no prior of that form
     */
    public static Graph served(Map<String, Tensor> weights) throws MalformedWeightsException {
        int side = side(weights);
        Graph graph = new Graph();
        Value image = graph.input("image");
        String prior = graph.buffer(PRIOR, Init.ZEROS, 1, 3, side, side);
        Value repeated = graph.expression("torch.expand_as(torch.clamp($1, -0.05, 0.05), $0)", image, prior);
        return graph.outputs(layers(graph, image, repeated));
    }

    /**
     * Of the images that weights are made for, in pixels: that of their prior.
     *
     * @throws MalformedWeightsException if they have none, or one that is no square of a multiple of 4
     */
    static int side(Map<String, Tensor> weights) throws MalformedWeightsException {
        Tensor prior = weights.get(PRIOR);
        long side = prior == null || prior.shape().length != 4 ? 0 : prior.shape()[3];
        if (prior == null || side % 4 != 0 || side == 0 || !prior.hasShape(1, 3, side, side)) {
            throw new MalformedWeightsException("ID-Guard's prior perturbation is [1, 3, S, S] with S a multiple of 4");
        }
        return (int) side;
    }

    /** The network as trained: image and prior in, since the prior is trained, too. */
    public static Graph trained() {
        Graph graph = new Graph();
        Value image = graph.input("image");
        Value prior = graph.input(PRIOR);
        return graph.outputs(layers(graph, image, prior));
    }

    /**
     * Weights for a prior that they have not learned with: the first layer hears δp as loud as the picture, which is 1 / ε
     * times as strong. Convolutions do not know where they are, and δp is all that tells them.
     */
    public static Map<String, Tensor> hearing(Map<String, Tensor> weights) {
        Tensor first = requireNonNull(weights.get(FIRST));
        float[] values = first.data().clone();
        int kernel = (int) (first.shape()[2] * first.shape()[3]);
        for (int i = 0; i < values.length; i++) {
            boolean ofPrior = i / kernel % 6 >= 3;
            values[i] *= ofPrior ? 1 / EPSILON : 1;
        }
        Map<String, Tensor> heard = new LinkedHashMap<>(weights);
        heard.put(FIRST, new Tensor(values, first.shape()));
        return heard;
    }

    private static Value layers(Graph graph, Value image, Value prior) {
        return graph.add("", LAYERS, graph.expression("torch.cat([$0, $1], 1)", image, prior));
    }

    private static Conv2d conv(int in, int out, int kernel) {
        return conv2d(in, out, kernel).withoutBias().init(Init.NORMAL_002);
    }

    private static Conv2d up(int in, int out) {
        return convTranspose2d(in, out, 3)
                .stride(2)
                .padding(1)
                .outputPadding(1)
                .withoutBias()
                .init(Init.NORMAL_002);
    }

    private static Layer norm(int channels) {
        return batchNorm2d(channels);
    }

    private static Layer block(int channels) {
        return residual(named(
                "conv_block",
                sequential(
                        reflectionPad2d(1),
                        conv(channels, channels, 3),
                        norm(channels),
                        relu(),
                        reflectionPad2d(1),
                        conv(channels, channels, 3),
                        norm(channels))));
    }
}
