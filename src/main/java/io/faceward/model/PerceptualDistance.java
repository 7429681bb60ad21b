package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.operation;
import static io.faceward.network.Layers.relu;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.List;
import java.util.Map;

/**
 * An LPIPS-style distance of two pictures: features of SqueezeNet 1.1 at seven depths, each scaled to unit length, their
 * squared difference weighted per channel and averaged over space, summed over the depths (Zhang et al., "The
 * unreasonable effectiveness of deep features as a perceptual metric", CVPR 2018). It is LPIPS only with LPIPS's own
 * weights.
 *
 * <p>{@code [N,3,H,W]} and the same in [-1,1], H and W at least 32, to {@code [N,1]}: 0 for equal pictures, and more the
 * less alike they look.
 */
public final class PerceptualDistance implements Architecture {

    private static final Layer POOL = operation("torch.max_pool2d($0, [3, 3], [2, 2], [0, 0], [1, 1], True)");

    private static final List<Layer> FEATURES = List.of(
            conv2d(3, 64, 3).stride(2),
            relu(),
            POOL,
            fire(64, 16, 64),
            fire(128, 16, 64),
            POOL,
            fire(128, 32, 128),
            fire(256, 32, 128),
            POOL,
            fire(256, 48, 192),
            fire(384, 48, 192),
            fire(384, 64, 256),
            fire(512, 64, 256));

    /** The layers after which features are compared, and their channels. */
    private static final int[][] TAPS = {{1, 64}, {4, 128}, {7, 256}, {9, 384}, {10, 384}, {11, 512}, {12, 512}};

    private static final Layer UNIT_LENGTH =
            operation("torch.div($0, torch.add(torch.sqrt(torch.sum(torch.mul($0, $0), [1], True)), 1.0e-10))");

    /** (x - shift) / scale with LPIPS's constants. */
    private static final Layer SCALED = operation("torch.cat([" + scaled(0, -0.030, 0.458) + ", "
            + scaled(1, -0.088, 0.448) + ", " + scaled(2, -0.188, 0.450) + "], 1)");

    @Override
    public Graph graph(Map<String, Tensor> weights) {
        Graph graph = new Graph();
        Value a = graph.input("a");
        Value b = graph.input("b");
        Value h = graph.add("", SCALED, graph.expression("torch.cat([$0, $1], 0)", a, b));
        Value sum = null;
        int tap = 0;
        for (int i = 0; i < FEATURES.size(); i++) {
            h = graph.add("backbone.features." + i, FEATURES.get(i), h);
            if (TAPS[tap][0] == i) {
                Value distance = distance(graph, tap++, a, graph.add("", UNIT_LENGTH, h));
                sum = sum == null ? distance : graph.expression("torch.add($0, $1)", sum, distance);
            }
        }
        return sum == null ? graph : graph.outputs(sum);
    }

    private static Value distance(Graph graph, int tap, Value a, Value features) {
        Value squares = graph.expression(
                "torch.pow(torch.sub(torch.slice($0, 0, 0, torch.size($1, 0)),"
                        + " torch.slice($0, 0, torch.size($1, 0), 9223372036854775807)), 2)",
                features,
                a);
        Layer head = conv2d(TAPS[tap][1], 1, 1).withoutBias();
        Value weighted = graph.add("heads.lin" + tap + ".model.1", head, squares);
        return graph.expression("torch.mean($0, [2, 3])", weighted);
    }

    private static Layer fire(int in, int squeezed, int expanded) {
        return (graph, name, x) -> {
            Value h = graph.add("", relu(), graph.add(name + ".squeeze", conv2d(in, squeezed, 1), x));
            Value narrow = graph.add(name + ".expand1x1", conv2d(squeezed, expanded, 1), h);
            Value wide =
                    graph.add(name + ".expand3x3", conv2d(squeezed, expanded, 3).padding(1), h);
            return graph.expression("torch.relu(torch.cat([$0, $1], 1))", narrow, wide);
        };
    }

    private static String scaled(int channel, double shift, double scale) {
        return "torch.div(torch.sub(torch.slice($0, 1, %d, %d), %s), %s)".formatted(channel, channel + 1, shift, scale);
    }
}
