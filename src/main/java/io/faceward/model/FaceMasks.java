package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where StarGAN v2 lets details of the picture pass its bottleneck: masks made of the heat maps of 98 facial landmarks
 * (WFLW's numbering). No gradient goes through them, as in the original.
 */
final class FaceMasks {

    /** Side of the masks. */
    private static final int SIDE = 256;

    /**
     * Landmarks that are treated alike.
     *
     * @param down rows by which their maps move down, around the edge
     * @param power to which their maps are raised, which shrinks them
     * @param detail whether they belong to the mask of the finer details, too
     */
    private record Part(int start, int end, int down, int power, boolean detail) {}

    private static final List<Part> PARTS = List.of(
            new Part(8, 25, 0, 3, false), // chin
            new Part(34, 46, 7, 2, false), // eyebrows without their corners
            new Part(47, 51, 7, 2, false),
            new Part(51, 52, 0, 1, true), // bridge of the nose
            new Part(52, 55, -4, 1, true),
            new Part(55, 60, -8, 4, true), // nostrils
            new Part(60, 76, 8, 3, true), // eyes
            new Part(60, 76, 24, 1, true), // what lies below them
            new Part(77, 82, 8, 4, false), // lips
            new Part(83, 88, -8, 4, false),
            new Part(88, 96, 2, 3, false),
            new Part(96, 98, 0, 1, true)); // pupils

    /**
     * Both masks, {@code [N,1,H,W]} in [0,1].
     *
     * @param whole for features of side 32
     * @param detail for those of side 64 and 128: without chin, eyebrows and mouth
     */
    record Pair(Value whole, Value detail) {

        /**
         * h plus the high frequencies of what entered the encoder at the same side, under the mask for that side; other
         * sides than 32, 64 and 128 get nothing.
         */
        Value details(Graph graph, String filter, Value entered, Value h) {
            Value masked = graph.expression(
                    "torch.mul($1, torch.upsample_bilinear2d($2 if torch.eq(torch.size($0, 2), 32) else $3,"
                            + " [torch.size($0, 2), torch.size($0, 3)], False))",
                    h,
                    entered,
                    whole,
                    detail);
            return graph.expression(
                    "torch.add($0, torch.conv2d($1, torch.repeat(torch.unsqueeze(torch.unsqueeze($2, 0), 1),"
                            + " [torch.size($1, 1), 1, 1, 1]), None, [1, 1], [1, 1], [1, 1], torch.size($1, 1)))"
                            + " if torch.__contains__([32, 64, 128], torch.size($0, 2)) else $0",
                    h,
                    masked,
                    filter);
        }
    }

    private FaceMasks() {}

    /** The masks of a picture, or none where the weights have no landmark network. */
    static @Nullable Pair in(Graph graph, Sizes sizes, Value image) throws MalformedWeightsException {
        if (!sizes.has(FaceAlignmentNetwork.NAME + ".conv1.conv.weight")) {
            return null;
        }
        String resized = "torch.upsample_bilinear2d(%s, [%d, %d], %s)";
        Value face = graph.expression(
                "torch.add(torch.mul(" + resized.formatted("torch.detach($0)", SIDE, SIDE, "False") + ", 0.5), 0.5)",
                image);
        Value maps = FaceAlignmentNetwork.add(graph, sizes, face);
        maps = graph.expression(resized.formatted("torch.slice($0, 1, 0, 98)", SIDE, SIDE, "True"), maps);
        maps = graph.expression("torch.where(torch.lt($0, 0.1), torch.zeros_like($0), $0)", maps);
        Value low = graph.expression("torch.amin($0, [2, 3], True)", maps);
        Value high = graph.expression("torch.amax($0, [2, 3], True)", maps);
        maps = graph.expression("torch.div(torch.sub($0, $1), torch.add(torch.sub($2, $1), 1.0e-06))", maps, low, high);
        return new Pair(
                sum(graph, maps, PARTS),
                sum(graph, maps, PARTS.stream().filter(Part::detail).toList()));
    }

    private static Value sum(Graph graph, Value maps, List<Part> parts) {
        Value sum = graph.expression("torch.zeros_like(torch.slice($0, 1, 0, 1))", maps);
        for (Part part : parts) {
            sum = graph.expression(
                    "torch.add($0, torch.sum(torch.pow(torch.roll(torch.slice($1, 1, %d, %d), [%d], [2]), %d), [1], True))"
                            .formatted(part.start, part.end, part.down, part.power),
                    sum,
                    maps);
        }
        return graph.expression("torch.clamp($0, 0., 1.)", sum);
    }
}
