package io.faceward.model;

import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.globalMean;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.operation;
import static io.faceward.network.Layers.relu;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import java.util.ArrayList;
import java.util.List;

/** HiSD's networks that make styles: a mapper for each attribute of each tag, and the extractor of all tags. */
final class HiSdStyles {

    private static final String EXTRACTOR = "extractors.model.";

    private HiSdStyles() {}

    /** Number of tags. */
    static int tags(Sizes sizes) {
        return sizes.count("translators.%d.style_to_params.weight");
    }

    /** Number of the attributes of a tag, for instance the colours of hair. */
    static int attributes(Sizes sizes, int tag) {
        return sizes.count("mappers.%d.post_models.".formatted(tag) + "%d.0.linear.weight");
    }

    /** {@code [N,Z]} from N(0, 1) to a style {@code [N,S]}. */
    static StyleNetwork mapper(Sizes sizes, String name, int tag, int attribute) throws MalformedWeightsException {
        String common = "mappers.%d.pre_model.".formatted(tag);
        String own = "mappers.%d.post_models.%d.".formatted(tag, attribute);
        List<Layer> layers = new ArrayList<>(List.of(named(common + "0", sizes.linear(common + "0"))));
        int last = sizes.count(own + "%d.linear.weight");
        addBlocks(sizes, common, 1, layers);
        addBlocks(sizes, own, 0, layers);
        layers.add(named(own + last, sizes.linear(own + last)));
        Graph graph = new Graph();
        graph.outputs(graph.add("", chain(layers.toArray(Layer[]::new)), graph.input("code")));
        int code = sizes.of(common + "0.weight", 2, 1);
        return new StyleNetwork(name, tag, graph, code);
    }

    private static void addBlocks(Sizes sizes, String prefix, int first, List<Layer> layers)
            throws MalformedWeightsException {
        for (int i = first; sizes.has("%s%d.linear.weight".formatted(prefix, i)); i++) {
            String name = "%s%d.linear".formatted(prefix, i);
            layers.add(relu());
            layers.add(named(name, sizes.linear(name)));
        }
    }

    /** A picture {@code [N,3,H,W]} in [-1,1], scaled to {@code side}, to its style of one tag, {@code [N,S]}. */
    static StyleNetwork extractor(Sizes sizes, String name, int tag, int side) throws MalformedWeightsException {
        List<Layer> layers = new ArrayList<>();
        int channels = sizes.filters(EXTRACTOR + "0");
        layers.add(operation("torch.upsample_bilinear2d($0, [%1$d, %1$d], False)".formatted(side)));
        layers.add(named("0", conv2d(3, channels, 1)));
        int blocks = sizes.count(EXTRACTOR + "%d.conv1.weight", 1);
        for (int i = 1; i <= blocks; i++) {
            int out = sizes.filters(EXTRACTOR + i + ".conv2");
            layers.add(named(String.valueOf(i), HiSdBlocks.plainDown(channels, out)));
            channels = out;
        }
        layers.add(globalMean());
        int all = sizes.filters(EXTRACTOR + (blocks + 2));
        layers.add(named(String.valueOf(blocks + 2), conv2d(channels, all, 1)));
        layers.add(flatten());
        int length = all / tags(sizes);
        layers.add(operation("torch.slice($0, 1, %d, %d)".formatted(tag * length, (tag + 1) * length)));
        Graph graph = new Graph();
        Layer model = named("extractors", named("model", chain(layers.toArray(Layer[]::new))));
        graph.outputs(graph.add("", model, graph.input("picture")));
        return new StyleNetwork(name, tag, graph, 3, side, side);
    }
}
