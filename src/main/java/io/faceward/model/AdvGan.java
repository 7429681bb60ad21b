package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.plainInstanceNorm2d;
import static io.faceward.network.Layers.reflectionPad2d;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.sigmoid;
import static io.faceward.network.Layers.tanh;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Layer;
import io.faceward.network.Layers;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * AdvGAN's networks (Xiao et al., IJCAI 2018) as the public code has them, small enough for milliseconds on a processor.
 *
 * <p>The generator turns {@code [N,3,H,W]} in [-1,1], H and W multiples of 4, into a perturbation of the same shape in
 * (-1,1); the discriminator tells clean from perturbed, {@code [N,1,H',W']} in (0,1).
 */
public final class AdvGan implements Architecture {

    private static final int WIDTH = 8;

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        new Sizes(weights).filters("bottle_neck.0.conv_block.1");
        Graph graph = new Graph();
        return graph.outputs(graph.add("", generator(WIDTH, 3, Layers::batchNorm2d), graph.input("image")));
    }

    /** The discriminator, at AdvGAN's width. */
    static Graph discriminator() {
        Graph graph = new Graph();
        Value logits = graph.add("", critic(WIDTH), graph.input("image"));
        return graph.outputs(graph.add("", sigmoid(), logits));
    }

    /**
     * The layers of the generator.
     *
     * @param width channels of the first layer; the innermost has four times as many
     * @param outputs channels of the answer
     * @param norm makes the normalisation of the residual blocks from their channels
     */
    // spotless:off
    static Layer generator(int width, int outputs, IntFunction<Layer> norm) {
        int inner = 4 * width;
        return chain(
                named("encoder", sequential(
                        conv(3, width, 3), plainInstanceNorm2d(), relu(),
                        conv(width, 2 * width, 3).stride(2), plainInstanceNorm2d(), relu(),
                        conv(2 * width, inner, 3).stride(2), plainInstanceNorm2d(), relu())),
                named("bottle_neck", sequential(
                        block(inner, norm), block(inner, norm), block(inner, norm), block(inner, norm))),
                named("decoder", sequential(
                        up(inner, 2 * width, 3).stride(2), plainInstanceNorm2d(), relu(),
                        up(2 * width, width, 3).stride(2), plainInstanceNorm2d(), relu(),
                        up(width, outputs, 6).init(Init.NORMAL_0001), tanh())));
    }

    /** The layers of the discriminator up to its logits, {@code [N,1,H',W']}. */
    static Layer critic(int width) {
        return named("model", sequential(
                conv(3, width, 4).stride(2), leakyRelu(0.2),
                conv(width, 2 * width, 4).stride(2), batchNorm2d(2 * width), leakyRelu(0.2),
                conv(2 * width, 4 * width, 4).stride(2), batchNorm2d(4 * width), leakyRelu(0.2),
                conv(4 * width, 1, 1)));
    }
    // spotless:on

    private static Conv2d conv(int in, int out, int kernel) {
        return conv2d(in, out, kernel).init(Init.NORMAL_002);
    }

    private static Conv2d up(int in, int out, int kernel) {
        return convTranspose2d(in, out, kernel).withoutBias().init(Init.NORMAL_002);
    }

    private static Layer block(int channels, IntFunction<Layer> norm) {
        return residual(named(
                "conv_block",
                sequential(
                        reflectionPad2d(1),
                        conv(channels, channels, 3).withoutBias(),
                        norm.apply(channels),
                        relu(),
                        reflectionPad2d(1),
                        conv(channels, channels, 3).withoutBias(),
                        norm.apply(channels))));
    }
}
