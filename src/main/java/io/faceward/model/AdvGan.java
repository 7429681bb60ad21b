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
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.Map;

/**
 * AdvGAN's networks (Xiao et al., IJCAI 2018) as the public code has them, small enough for milliseconds on a processor.
 *
 * <p>The generator turns {@code [N,3,H,W]} in [-1,1], H and W multiples of 4, into a perturbation of the same shape in
 * (-1,1); the discriminator tells clean from perturbed, {@code [N,1,H',W']} in (0,1).
 */
public final class AdvGan implements Architecture {

    // spotless:off
    private static final Layer GENERATOR = chain(
            named("encoder", sequential(
                    conv(3, 8, 3), plainInstanceNorm2d(), relu(),
                    conv(8, 16, 3).stride(2), plainInstanceNorm2d(), relu(),
                    conv(16, 32, 3).stride(2), plainInstanceNorm2d(), relu())),
            named("bottle_neck", sequential(block(), block(), block(), block())),
            named("decoder", sequential(
                    up(32, 16, 3).stride(2), plainInstanceNorm2d(), relu(),
                    up(16, 8, 3).stride(2), plainInstanceNorm2d(), relu(),
                    up(8, 3, 6), tanh())));

    private static final Layer DISCRIMINATOR = named("model", sequential(
            conv(3, 8, 4).stride(2), leakyRelu(0.2),
            conv(8, 16, 4).stride(2), batchNorm2d(16), leakyRelu(0.2),
            conv(16, 32, 4).stride(2), batchNorm2d(32), leakyRelu(0.2),
            conv(32, 1, 1), sigmoid()));
    // spotless:on

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        new Sizes(weights).filters("bottle_neck.0.conv_block.1");
        return generator();
    }

    public static Graph generator() {
        Graph graph = new Graph();
        return graph.outputs(graph.add("", GENERATOR, graph.input("image")));
    }

    public static Graph discriminator() {
        Graph graph = new Graph();
        return graph.outputs(graph.add("", DISCRIMINATOR, graph.input("image")));
    }

    private static Conv2d conv(int in, int out, int kernel) {
        return conv2d(in, out, kernel).init(Init.NORMAL_002);
    }

    private static Conv2d up(int in, int out, int kernel) {
        return convTranspose2d(in, out, kernel).withoutBias().init(Init.NORMAL_002);
    }

    private static Layer block() {
        return residual(named(
                "conv_block",
                sequential(
                        reflectionPad2d(1),
                        conv(32, 32, 3).withoutBias(),
                        batchNorm2d(32),
                        relu(),
                        reflectionPad2d(1),
                        conv(32, 32, 3).withoutBias(),
                        batchNorm2d(32))));
    }
}
