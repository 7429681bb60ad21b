package io.faceward.training;

import io.faceward.face.CloseUp;
import io.faceward.face.Face;
import org.jspecify.annotations.Nullable;

/**
 * A candidate in a scene and what the refiner should say about it.
 *
 * @param truth the face that it is about, in pixels of the scene; null where there is none
 * @param judged whether it is clear that it is a face, or clear that it is none
 */
record Proposal(CloseUp closeUp, @Nullable Face truth, boolean judged) {

    /** From this overlap on a candidate is a face, below the other it is none. */
    private static final double FACE = 0.45;

    private static final double PART = 0.3;

    /** Overlap from which a candidate is about a face of which nobody knows whether it is to be found. */
    private static final double DOUBTFUL = 0.1;

    static Proposal of(Face candidate, Scene scene) {
        CloseUp closeUp = CloseUp.of(candidate);
        Face nearest = scene.faces().stream()
                .max((a, b) -> Double.compare(a.overlap(candidate), b.overlap(candidate)))
                .orElse(null);
        double overlap = nearest == null ? 0 : nearest.overlap(candidate);
        if (overlap >= PART) {
            return new Proposal(closeUp, nearest, overlap >= FACE);
        }
        boolean doubtful = scene.doubtful().stream()
                .anyMatch(face -> face.overlap(candidate) > DOUBTFUL || face.holds(candidate.centre()));
        return new Proposal(closeUp, null, !doubtful);
    }

    boolean isFace() {
        return judged && truth != null;
    }

    boolean isFalse() {
        return judged && truth == null;
    }
}
