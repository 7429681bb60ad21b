package io.faceward.model;

import static io.faceward.model.SeparableBlocks.above;
import static io.faceward.model.SeparableBlocks.dense;
import static io.faceward.model.SeparableBlocks.pointwise;
import static io.faceward.model.SeparableBlocks.separable;
import static io.faceward.model.SeparableBlocks.stage;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static java.util.Objects.requireNonNull;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The face detector: depthwise separable convolutions (Howard et al., arXiv 1704.04861), a feature pyramid (Lin et al.,
 * CVPR 2017) and, without anchors (FCOS, Tian et al., ICCV 2019), one candidate at each point of three grids. 279,229
 * parameters, 1.1 GFLOP for 640x640.
 *
 * <p>{@code [N,3,H,W]} RGB in [-1,1], sides multiples of 32, to {@code [N,15,P]}: the points of the grids of 8, 16 and 32
 * pixels, each row by row, and for each a score, width and height, x of the centre and of five landmarks, y of the same.
 */
public final class AnchorFreeDetector {

    /** Pixels between the points of each grid. */
    public static final List<Integer> STRIDES = List.of(8, 16, 32);

    /** Values per candidate. */
    public static final int VALUES = 15;

    /** Channels of the pyramid. */
    private static final int WIDTH = 64;

    /** The logit of 1 in 100. */
    private static final float RARE = -4.6f;

    static final Layer QUARTER = sequential(dense(3, 16), dense(16, 32), residual(separable(32, 32, 1)));

    private AnchorFreeDetector() {}

    /**
     * The network as trained. Scores are logits; the rest is in strides: widths and heights as logarithms, positions
     * relative to the point, which lies in the middle of its cell.
     */
    public static Graph trained() {
        Graph graph = new Graph();
        List<Value> grids = grids(graph).stream()
                .map(grid -> graph.expression("torch.flatten($0, 2)", grid))
                .toList();
        return graph.outputs(joined(graph, grids));
    }

    /** The network as served: scores in [0,1], the rest in pixels of the picture. */
    public static Graph served() {
        Graph graph = new Graph();
        List<Value> grids = grids(graph);
        List<Value> decoded = new ArrayList<>();
        for (int i = 0; i < grids.size(); i++) {
            decoded.add(decoded(graph, grids.get(i), STRIDES.get(i)));
        }
        return graph.outputs(joined(graph, decoded));
    }

    /** Fresh weights for training; at first every point says that it is hardly a face (Lin et al., ICCV 2017). */
    public static Map<String, Tensor> initialise(RandomGenerator random) {
        Map<String, Tensor> weights = trained().initialise(random);
        for (int i = 0; i < STRIDES.size(); i++) {
            requireNonNull(weights.get("head" + i + ".1.bias")).data()[0] = RARE;
        }
        return weights;
    }

    private static Value joined(Graph graph, List<Value> grids) {
        return graph.expression("torch.cat([$0, $1, $2], 2)", grids.toArray());
    }

    /** In float32 throughout: bfloat16 cannot tell neighbouring pixels of a large picture apart. */
    private static Value decoded(Graph graph, Value grid, int stride) {
        Value values = graph.expression("torch.to($0, 6)", grid);
        Value score = graph.expression("torch.sigmoid(torch.slice($0, 1, 0, 1))", values);
        Value size = graph.expression("torch.mul(torch.exp(torch.slice($0, 1, 1, 3)), %d)".formatted(stride), values);
        Value x = graph.expression(
                "torch.mul(torch.add(torch.slice($0, 1, 3, 9), %s), %d)".formatted(middles(3), stride), values);
        Value y = graph.expression(
                "torch.mul(torch.add(torch.slice($0, 1, 9, 15), torch.unsqueeze(%s, 1)), %d)"
                        .formatted(middles(2), stride),
                values);
        return graph.expression("torch.flatten(torch.cat([$0, $1, $2, $3], 1), 2)", score, size, x, y);
    }

    /** The middles of the cells along a dimension, in strides. */
    private static String middles(int dimension) {
        return "torch.add(torch.arange(torch.size($0, %d), dtype=6, layout=None, device=ops.prim.device($0),"
                        .formatted(dimension)
                + " pin_memory=None), 0.5)";
    }

    private static List<Value> grids(Graph graph) {
        Value quarter = graph.add("quarter", QUARTER, graph.input("image"));
        Value fine = graph.add("fine", stage(32, 64, 3), quarter);
        Value middle = graph.add("middle", stage(64, 128, 4), fine);
        Value coarse = graph.add("coarse", stage(128, 192, 4), middle);
        Value third = graph.add("lateral2", pointwise(192, WIDTH), coarse);
        Value second = merged(graph, 1, graph.add("lateral1", pointwise(128, WIDTH), middle), third);
        Value first = merged(graph, 0, graph.add("lateral0", pointwise(64, WIDTH), fine), second);
        return List.of(
                graph.add("head0", head(), first),
                graph.add("head1", head(), second),
                graph.add("head2", head(), third));
    }

    private static Value merged(Graph graph, int level, Value lateral, Value coarser) {
        return graph.add("merged" + level, separable(WIDTH, WIDTH, 1), above(graph, lateral, coarser));
    }

    private static Layer head() {
        return sequential(separable(WIDTH, WIDTH, 1), conv2d(WIDTH, VALUES, 1));
    }
}
