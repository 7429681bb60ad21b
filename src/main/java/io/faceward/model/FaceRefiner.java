package io.faceward.model;

import static io.faceward.model.SeparableBlocks.above;
import static io.faceward.model.SeparableBlocks.pointwise;
import static io.faceward.model.SeparableBlocks.separable;
import static io.faceward.model.SeparableBlocks.stage;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.linear;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.sequential;

import io.faceward.network.Graph;
import io.faceward.network.Value;

/**
 * The face detector's second stage, in the manner of the output network of MTCNN (Zhang et al., IEEE Signal Processing
 * Letters 2016): looks at one candidate of {@link AnchorFreeDetector} at a time. It begins as that network does, with layers
 * of the same names, so that its training may begin with that network's weights. Score and box come from the whole picture;
 * each landmark is the mean position under a map of where it may be (integral regression, Sun et al., ECCV 2018). 239,834
 * parameters, 10 MFLOP.
 *
 * <p>{@code [N,3,64,64]} RGB in [-1,1], the candidate in the middle, to {@code [N,15]}: a score, width and height, x of the
 * centre and of five landmarks, y of the same. Lengths are in parts of the square's side, positions from its middle.
 */
public final class FaceRefiner {

    /** Of the square around a candidate, in pixels. */
    public static final int SIDE = 64;

    /** Values per candidate. */
    public static final int VALUES = AnchorFreeDetector.VALUES;

    private static final int LANDMARKS = 5;

    /** Side of the maps. */
    private static final int MAP = SIDE / 4;

    /** Side of the coarsest features. */
    private static final int COARSE = SIDE / 16;

    private static final int HIDDEN = 64;

    private FaceRefiner() {}

    /** The network as trained: scores are logits. */
    public static Graph trained() {
        Graph graph = new Graph();
        return graph.outputs(values(graph));
    }

    /** The network as served: scores in [0,1]. */
    public static Graph served() {
        Graph graph = new Graph();
        return graph.outputs(graph.expression(
                "torch.cat([torch.sigmoid(torch.slice($0, 1, 0, 1)), torch.slice($0, 1, 1, %d)], 1)".formatted(VALUES),
                values(graph)));
    }

    private static Value values(Graph graph) {
        Value quarter = graph.add("quarter", AnchorFreeDetector.QUARTER, graph.input("image"));
        Value fine = graph.add("fine", stage(32, 64, 3), quarter);
        Value middle = graph.add("middle", stage(64, 128, 4), fine);
        Value face = graph.add(
                "face",
                sequential(flatten(), linear(128 * COARSE * COARSE, HIDDEN), relu(), linear(HIDDEN, 5)),
                middle);
        Value second = graph.add("merged1", separable(64, 64, 1), graph.add("lateral1", pointwise(128, 64), middle));
        Value lateral = graph.add("lateral0", pointwise(64, 64), fine);
        Value first = graph.add("merged0", separable(64, 64, 1), above(graph, lateral, second));
        Value finest = above(graph, quarter, graph.add("narrowed", pointwise(64, 32), first));
        Value maps = graph.add("maps", sequential(separable(32, 32, 1), conv2d(32, LANDMARKS, 1)), finest);
        Value where = graph.expression(
                "torch.reshape(torch.softmax(torch.flatten(torch.to($0, 6), 2), 2, None), [-1, %1$d, %2$d, %2$d])"
                        .formatted(LANDMARKS, MAP),
                maps);
        return graph.expression(
                "torch.cat([torch.slice($0, 1, 0, 4), $1, torch.slice($0, 1, 4, 5), $2], 1)",
                graph.expression("torch.to($0, 6)", face),
                mean(graph, where, 2),
                mean(graph, where, 3));
    }

    /** The mean position along one side of the maps, where {@code other} is the dimension of the other side. */
    private static Value mean(Graph graph, Value where, int other) {
        String positions = "torch.sub(torch.div(torch.add(torch.arange(%1$d, dtype=6, layout=None,"
                + " device=ops.prim.device($0), pin_memory=None), 0.5), %1$d), 0.5)";
        return graph.expression(
                ("torch.sum(torch.mul(torch.sum($0, [%2$d], False, dtype=None), " + positions
                                + "), [2], False, dtype=None)")
                        .formatted(MAP, other),
                where);
    }
}
