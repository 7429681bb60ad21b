package io.faceward.model;

import static io.faceward.network.Layers.avgPool2d;
import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.concatenated;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.identity;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.upsampleNearest2d;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Value;

/**
 * The facial landmark network that comes with StarGAN v2 (an hourglass of Bulat and Tzimiropoulos, ICCV 2017, trained by
 * Wang et al., ICCV 2019): {@code [N,3,256,256]} in [0,1] to heat maps {@code [N,99,64,64]}, the last of which is the
 * boundary.
 */
final class FaceAlignmentNetwork {

    static final String NAME = "fan";

    /** Times that the hourglass halves the side. */
    private static final int DEPTH = 4;

    /**
     * Three more channels: row and column from -1 to 1, and the distance from the centre from 0 to 1 (Liu et al.,
     * NeurIPS 2018).
     */
    private static final Layer COORDINATES = (graph, name, x) -> {
        String index = "torch.cumsum(torch.ones_like(torch.to(torch.slice($0, 1, 0, 1), 6)), %1$d)";
        String coordinate = "torch.sub(torch.mul(torch.div(torch.sub(" + index
                + ", 1), torch.sub(torch.size($0, %1$d), 1)), 2), 1)";
        Value row = graph.expression(coordinate.formatted(2), x);
        Value column = graph.expression(coordinate.formatted(3), x);
        Value radius = graph.expression("torch.sqrt(torch.add(torch.mul($0, $0), torch.mul($1, $1)))", row, column);
        return graph.expression(
                "torch.cat([$0, torch.type_as(torch.cat([$1, $2, torch.div($3, torch.max($3))], 1), $0)], 1)",
                x,
                row,
                column,
                radius);
    };

    private FaceAlignmentNetwork() {}

    static Value add(Graph graph, Sizes sizes, Value face) throws MalformedWeightsException {
        int stem = sizes.filters(NAME + ".conv1.conv");
        int width = sizes.filters(NAME + ".conv_last0");
        int maps = sizes.filters(NAME + ".l0");
        Conv2d first = conv2d(3 + 3, stem, 7).stride(2).padding(3);
        Layer layers = chain(
                named("conv1", chain(COORDINATES, named("conv", first))),
                named("bn1", batchNorm2d(stem)),
                relu(),
                named("conv2", block(stem, width / 2)),
                avgPool2d(2),
                named("conv3", block(width / 2, width / 2)),
                named("conv4", block(width / 2, width)),
                named(
                        "m0",
                        chain(
                                named("coordconv", chain(COORDINATES, named("conv", conv2d(width + 3, width, 1)))),
                                hourglass(width, DEPTH))),
                named("top_m_0", block(width, width)),
                named("conv_last0", conv2d(width, width, 1)),
                named("bn_end0", batchNorm2d(width)),
                relu(),
                named("l0", conv2d(width, maps, 1)));
        return graph.add(NAME, layers, face);
    }

    private static Layer hourglass(int width, int level) {
        Layer inner = level > 1 ? hourglass(width, level - 1) : named("b2_plus_1", block(width, width));
        return (graph, name, x) -> {
            Value beside = graph.add(name, named("b1_" + level, block(width, width)), x);
            Layer below = chain(
                    avgPool2d(2),
                    named("b2_" + level, block(width, width)),
                    inner,
                    named("b3_" + level, block(width, width)),
                    upsampleNearest2d());
            return graph.expression("torch.add($0, $1)", beside, graph.add(name, below, x));
        };
    }

    /** Three convolutions, each normalised before it, whose outputs lie side by side. */
    private static Layer block(int in, int out) {
        return (graph, name, x) -> {
            Value half = graph.add(name, unit(1, in, out / 2), x);
            Value quarter = graph.add(name, unit(2, out / 2, out / 4), half);
            Value last = graph.add(name, unit(3, out / 4, out / 4), quarter);
            Layer projection = in == out
                    ? identity()
                    : named(
                            "downsample",
                            sequential(
                                    batchNorm2d(in), relu(), conv2d(in, out, 1).withoutBias()));
            return graph.expression(
                    "torch.add($0, $1)",
                    graph.add("", concatenated(quarter, last), half),
                    graph.add(name, projection, x));
        };
    }

    private static Layer unit(int number, int in, int out) {
        return chain(
                named("bn" + number, batchNorm2d(in)),
                relu(),
                named("conv" + number, conv2d(in, out, 3).padding(1).withoutBias()));
    }
}
