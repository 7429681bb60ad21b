package io.faceward.face;

import io.faceward.face.Face.Point;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a network's many proposals for the same faces and keeps the best of each. */
final class Candidates {

    /** Values per candidate. */
    static final int VALUES = 15;

    private static final int WIDTH = 1;
    private static final int HEIGHT = 2;
    private static final int X = 3;
    private static final int Y = 9;
    private static final int LANDMARKS = 5;

    /** Share of their union that the boxes of two faces may have in common. */
    private static final double OVERLAP = 0.35;

    private static final Comparator<Face> BEST_FIRST =
            Comparator.comparing(Face::score).reversed();

    /** Most candidates looked at, best first; a face has about ten. */
    private static final int MOST = 5000;

    private Candidates() {}

    /**
     * The candidates that are likely to be faces, best score first.
     *
     * @param answer {@code [15,P]}: score, width, height, x of the centre and of five landmarks, y of the same
     * @param score least score of a face
     */
    static List<Face> likely(Tensor answer, float score) {
        int count = answer.data().length / VALUES;
        return IntStream.range(0, count)
                .filter(i -> answer.data()[i] >= score)
                .mapToObj(i -> face(answer.data(), count, i))
                .sorted(BEST_FIRST)
                .limit(MOST)
                .toList();
    }

    /** Of candidates that overlap the best only, best score first (non-maximum suppression). */
    static List<Face> best(List<Face> candidates) {
        List<Face> kept = new ArrayList<>();
        for (Face candidate : candidates.stream().sorted(BEST_FIRST).toList()) {
            if (kept.stream().noneMatch(face -> face.overlap(candidate) > OVERLAP)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    /** The candidate {@code i} of {@code count}, whose values lie {@code count} apart. */
    static Face face(float[] values, int count, int i) {
        float width = values[WIDTH * count + i];
        float height = values[HEIGHT * count + i];
        List<Point> landmarks = IntStream.rangeClosed(1, LANDMARKS)
                .mapToObj(k -> new Point(values[(X + k) * count + i], values[(Y + k) * count + i]))
                .toList();
        return new Face(
                values[X * count + i] - width / 2,
                values[Y * count + i] - height / 2,
                width,
                height,
                values[i],
                landmarks);
    }
}
