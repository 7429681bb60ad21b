package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.switchNorm2d;
import static io.faceward.network.Layers.tanh;
import static io.faceward.network.Layers.tiled;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/**
 * RelGAN's generator (Lin et al., ICCV 2019): {@code [N,3,H,W]} in [-1,1], H and W multiples of 4, and the change of each
 * attribute {@code [N,K]} in {-1,0,1} to the edited image. StarGAN's skeleton with switchable normalisation and biases.
 * Width, number of attributes and depth are read from the weights.
 */
public final class RelGan implements Manipulation {

    /** ID-Guard compares what leaves the third residual block, as with {@link StarGan}. */
    private static final int FEATURE_BLOCK = 3;

    @Override
    public Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        int width = sizes.filters("conv_in.0");
        int attributes = sizes.channels("conv_in.0") - 3;
        int blocks = sizes.count("resb.%d.f.0.weight");

        Value image = graph.input("image");
        Value h = graph.add("", tiled(graph.input("change")), image);
        h = graph.add("conv_in", normalised(conv2d(3 + attributes, width, 7).padding(3)), h);
        h = graph.add("down1", normalised(down(width)), h);
        h = graph.add("down2", normalised(down(2 * width)), h);
        Value features = h;
        for (int i = 0; i < blocks; i++) {
            h = graph.add("resb." + i, block(4 * width), h);
            features = i < FEATURE_BLOCK ? h : features;
        }
        h = graph.add("up2", normalised(up(4 * width)), h);
        h = graph.add("up1", normalised(up(2 * width)), h);
        return new Answer(graph.add("conv_out", sequential(conv2d(width, 3, 7).padding(3), tanh()), h), features);
    }

    private static Layer normalised(Conv2d convolution) {
        return sequential(convolution, switchNorm2d(convolution.out()), relu());
    }

    private static Conv2d down(int channels) {
        return conv2d(channels, 2 * channels, 4).stride(2).padding(1);
    }

    private static Conv2d up(int channels) {
        return convTranspose2d(channels, channels / 2, 4).stride(2).padding(1);
    }

    private static Layer block(int channels) {
        return residual(named(
                "f",
                sequential(
                        conv2d(channels, channels, 3).padding(1),
                        switchNorm2d(channels),
                        relu(),
                        conv2d(channels, channels, 3).padding(1),
                        switchNorm2d(channels))));
    }
}
