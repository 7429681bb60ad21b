package io.faceward.model;

import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.operation;
import static io.faceward.network.Layers.relu;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import java.util.ArrayList;
import java.util.List;

/** StarGAN v2's networks that make styles: mapping network and style encoder, each with one branch for every domain. */
final class StarGanV2Styles {

    static final String MAPPING = "mapping_network.";
    static final String ENCODER = "style_encoder.";

    private StarGanV2Styles() {}

    /** {@code [N,Z]} from N(0, 1) to a style {@code [N,S]}. */
    static StyleNetwork mapping(Sizes sizes, String name, int domain) throws MalformedWeightsException {
        List<Layer> layers = new ArrayList<>();
        perceptron(sizes, MAPPING + "shared.", layers);
        layers.add(relu());
        perceptron(sizes, MAPPING + "unshared.%d.".formatted(domain), layers);
        Graph graph = new Graph();
        graph.outputs(graph.add("", chain(layers.toArray(Layer[]::new)), graph.input("code")));
        return new StyleNetwork(name, domain, graph, sizes.of(MAPPING + "shared.0.weight", 2, 1));
    }

    /** Linear layers with a ReLU between them, which has a number of its own. */
    private static void perceptron(Sizes sizes, String prefix, List<Layer> layers) throws MalformedWeightsException {
        for (int i = 0; sizes.has(prefix + i + ".weight"); i += 2) {
            if (i > 0) {
                layers.add(relu());
            }
            layers.add(named(prefix + i, sizes.linear(prefix + i)));
        }
    }

    /** A picture {@code [N,3,H,W]} in [-1,1], scaled to {@code side}, to its style {@code [N,S]}. */
    static StyleNetwork encoder(Sizes sizes, String name, int domain, int side) throws MalformedWeightsException {
        List<Layer> layers = new ArrayList<>();
        layers.add(operation("torch.upsample_bilinear2d($0, [%1$d, %1$d], False)".formatted(side)));
        String shared = ENCODER + "shared.";
        layers.add(named(shared + "0", conv2d(3, sizes.filters(shared + "0"), 3).padding(1)));
        int blocks = sizes.count(shared + "%d.conv1.weight", 1);
        for (int i = 1; i <= blocks; i++) {
            layers.add(named(shared + i, StarGanV2Blocks.encoding(sizes, shared + i, true)));
        }
        int last = blocks + 2;
        int channels = sizes.filters(shared + last);
        layers.add(leakyRelu(0.2));
        layers.add(named(shared + last, conv2d(channels, channels, 4)));
        layers.add(leakyRelu(0.2));
        layers.add(flatten());
        String own = ENCODER + "unshared." + domain;
        layers.add(named(own, sizes.linear(own)));
        Graph graph = new Graph();
        graph.outputs(graph.add("", chain(layers.toArray(Layer[]::new)), graph.input("picture")));
        return new StyleNetwork(name, domain, graph, 3, side, side);
    }
}
