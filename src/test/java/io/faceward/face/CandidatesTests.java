package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Face.Point;
import io.faceward.network.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTests {

    @Test
    void readsScoreBoxAndLandmarks() {
        List<Face> faces = Candidates.likely(answer(candidate(0.8f, 20, 30, 100, 200)), 0.5f);

        assertThat(faces)
                .containsExactly(new Face(
                        90,
                        185,
                        20,
                        30,
                        0.8f,
                        List.of(
                                new Point(101, 201),
                                new Point(102, 202),
                                new Point(103, 203),
                                new Point(104, 204),
                                new Point(105, 205))));
    }

    @Test
    void keepsTheBestOfThoseThatOverlap() {
        Tensor answer = answer(
                candidate(0.6f, 20, 20, 103, 100),
                candidate(0.9f, 20, 20, 100, 100),
                candidate(0.7f, 20, 20, 300, 100),
                candidate(0.65f, 20, 20, 112, 100));

        assertThat(Candidates.best(Candidates.likely(answer, 0.5f)))
                .extracting(Face::score)
                .containsExactly(0.9f, 0.7f, 0.65f);
    }

    @Test
    void leavesOutTheUnlikelyAndTheImpossible() {
        Tensor answer = answer(candidate(0.4f, 20, 20, 100, 100), candidate(Float.NaN, 20, 20, 200, 100));
        assertThat(Candidates.likely(answer, 0.5f)).isEmpty();
    }

    private static float[] candidate(float score, float width, float height, float x, float y) {
        return new float[] {
            score, width, height, x, x + 1, x + 2, x + 3, x + 4, x + 5, y, y + 1, y + 2, y + 3, y + 4, y + 5
        };
    }

    private static Tensor answer(float[]... candidates) {
        float[] values = new float[15 * candidates.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = candidates[i % candidates.length][i / candidates.length];
        }
        return new Tensor(values, 15, candidates.length);
    }
}
