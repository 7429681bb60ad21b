package io.faceward.face;

import io.faceward.face.Face.Point;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a network's many proposals for the same faces and keeps the best of each. */
final class Candidates {

    private static final int WIDTH = 1;
    private static final int HEIGHT = 2;
    private static final int X = 3;
    private static final int Y = 9;
    private static final int LANDMARKS = 5;

    /** Share of their union that the boxes of two faces may have in common. */
    private static final double OVERLAP = 0.35;

    /** Most candidates looked at, best first; a face has about ten. */
    private static final int MOST = 5000;

    private Candidates() {}

    /**
     * The faces among the candidates, best score first.
     *
     * @param answer {@code [15,P]}: score, width, height, x of the centre and of five landmarks, y of the same
     * @param score least score of a face
     */
    static List<Face> faces(Tensor answer, float score) {
        int count = (int) answer.shape()[1];
        List<Face> candidates = IntStream.range(0, count)
                .filter(i -> answer.data()[i] >= score)
                .mapToObj(i -> face(answer.data(), count, i))
                .sorted(Comparator.comparing(Face::score).reversed())
                .limit(MOST)
                .toList();
        List<Face> kept = new ArrayList<>();
        for (Face candidate : candidates) {
            if (kept.stream().noneMatch(face -> face.overlap(candidate) > OVERLAP)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static Face face(float[] values, int count, int i) {
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
