package io.faceward.model;

import static io.faceward.network.Layers.avgPool2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.identity;
import static io.faceward.network.Layers.instanceNorm2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.unitVarianceResidual;

import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;

/** The residual blocks that StarGAN v2's generator and style encoder share. */
final class StarGanV2Blocks {

    private StarGanV2Blocks() {}

    /** A block of an encoder, normalised where the weights have a scale for it. */
    static Layer encoding(Sizes sizes, String name, boolean downwards) throws MalformedWeightsException {
        int in = sizes.channels(name + ".conv1");
        int out = sizes.filters(name + ".conv2");
        boolean normalised = sizes.has(name + ".norm1.weight");
        Layer norm = normalised ? instanceNorm2d(in) : identity();
        Layer down = downwards ? avgPool2d(2) : identity();
        return unitVarianceResidual(
                chain(shortcut(in, out), down),
                chain(
                        named("norm1", norm),
                        leakyRelu(0.2),
                        named("conv1", conv2d(in, in, 3).padding(1)),
                        down,
                        named("norm2", norm),
                        leakyRelu(0.2),
                        named("conv2", conv2d(in, out, 3).padding(1))));
    }

    /** A projection, where the number of channels changes. */
    static Layer shortcut(int in, int out) {
        return in == out ? identity() : named("conv1x1", conv2d(in, out, 1).withoutBias());
    }
}
