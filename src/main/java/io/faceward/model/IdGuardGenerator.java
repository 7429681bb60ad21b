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

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Layer;
import io.faceward.network.Value;

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

    /** Side of the image that the prior belongs to. */
    public static final int SIZE = 256;

    /** The limit in [-1,1] that the prior is clamped to, as in training. */
    public static final float EPSILON = 0.05f;

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

    /** The network as served: image in, the prior δp among the weights ({@code prior}, {@code [1,3,256,256]}). */
    public static Graph served() {
        Graph graph = new Graph();
        Value image = graph.input("image");
        String prior = graph.buffer("prior", Init.ZEROS, 1, 3, SIZE, SIZE);
        Value repeated = graph.expression("torch.expand_as(torch.clamp($1, -0.05, 0.05), $0)", image, prior);
        return graph.outputs(layers(graph, image, repeated));
    }

    /** The network as trained: image and prior in, so that both can be cropped alike. */
    public static Graph trained() {
        Graph graph = new Graph();
        Value image = graph.input("image");
        Value prior = graph.input("prior");
        return graph.outputs(layers(graph, image, prior));
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
