package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.instanceNorm2d;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tiled;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What StarGAN, AttentionGAN and Fixed-Point GAN share: the attributes tiled beside the image, two layers down, residual
 * blocks, two layers up, and a last convolution without bias that each of them reads in its own way.
 *
 * @param width channels after the first layer
 * @param attributes K
 * @param blocks residual blocks
 * @param outputs channels of the last convolution
 */
record StarGanBackbone(int width, int attributes, int blocks, int outputs) {

    private static final String BLOCK = "main.%d.main.0.weight";
    private static final int FIRST_BLOCK = 9;

    /** ID-Guard compares what leaves the third residual block (Qu et al., arXiv 2409.13349, in its code). */
    private static final int FEATURE_BLOCK = 3;

    /** @param input the picture as the backbone got it */
    record Answer(Value input, Value output, Value features) {}

    /** The sizes, read from the weights. */
    static StarGanBackbone of(Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        int blocks = sizes.count(BLOCK, FIRST_BLOCK);
        int outputs = sizes.filters("main.%d".formatted(FIRST_BLOCK + blocks + 6));
        return new StarGanBackbone(sizes.filters("main.0"), sizes.channels("main.0") - 3, blocks, outputs);
    }

    Answer in(Graph graph) {
        Value image = graph.input("image");
        Value labels = graph.input("attributes");
        Value h = graph.add("", tiled(labels), image);
        Value features = h;
        List<Layer> layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            h = graph.add("main." + i, layers.get(i), h);
            if (i < FIRST_BLOCK + Math.min(FEATURE_BLOCK, blocks)) {
                features = h;
            }
        }
        return new Answer(image, h, features);
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(List.of(
                conv2d(3 + attributes, width, 7).padding(3).withoutBias(),
                instanceNorm2d(width),
                relu(),
                down(width),
                instanceNorm2d(2 * width),
                relu(),
                down(2 * width),
                instanceNorm2d(4 * width),
                relu()));
        for (int i = 0; i < blocks; i++) {
            layers.add(block(4 * width));
        }
        layers.addAll(List.of(
                up(4 * width),
                instanceNorm2d(2 * width),
                relu(),
                up(2 * width),
                instanceNorm2d(width),
                relu(),
                conv2d(width, outputs, 7).padding(3).withoutBias()));
        return layers;
    }

    private static Layer down(int channels) {
        return conv2d(channels, 2 * channels, 4).stride(2).padding(1).withoutBias();
    }

    private static Layer up(int channels) {
        return convTranspose2d(channels, channels / 2, 4).stride(2).padding(1).withoutBias();
    }

    private static Layer block(int channels) {
        return residual(named(
                "main",
                sequential(
                        conv2d(channels, channels, 3).padding(1).withoutBias(),
                        instanceNorm2d(channels),
                        relu(),
                        conv2d(channels, channels, 3).padding(1).withoutBias(),
                        instanceNorm2d(channels))));
    }
}
