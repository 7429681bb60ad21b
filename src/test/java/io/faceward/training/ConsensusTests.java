package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTests {

    private static final Pixels PHOTO = new Pixels(100, 80, new byte[3 * 100 * 80]);

    /** Where the face is in the photo: its eyes, nose and mouth corners. */
    private static final List<Point> TRUTH =
            List.of(new Point(30, 30), new Point(50, 30), new Point(41, 40), new Point(33, 50), new Point(48, 50));

    /** Sees the face wherever a view shows it, its landmarks each time moved by another error to the view's right. */
    private static class Unsteady implements FaceDetector {

        private final float[] errors;
        private int looks;

        Unsteady(float... errors) {
            this.errors = errors;
        }

        @Override
        public String name() {
            return "unsteady";
        }

        @Override
        public List<Face> detect(Pixels view) {
            float scale = view.width() / 100f;
            boolean mirrored = looks > 0 && looks % 2 == 0;
            float error = errors[looks++];
            List<Point> landmarks = new ArrayList<>();
            for (int i : mirrored ? new int[] {1, 0, 2, 4, 3} : new int[] {0, 1, 2, 3, 4}) {
                Point p = TRUTH.get(i);
                landmarks.add(new Point(scale * ((mirrored ? 100 - p.x() : p.x()) + error), scale * p.y()));
            }
            float x = mirrored ? 40 : 20;
            return List.of(new Face(scale * x, scale * 20, scale * 40, scale * 40, 0.9f, landmarks));
        }

        @Override
        public void close() {}
    }

    @Test
    void errorsOfSingleLooksAverageOut() {
        // One look, then at each of three scales the photo and its mirror image, in which the error goes the other way.
        Face face =
                new Consensus(new Unsteady(3, -3, 1, 1, 2, 4, 3)).detect(PHOTO).get(0);

        assertThat(face.x()).isEqualTo(20);
        for (int i = 0; i < 5; i++) {
            assertThat(face.landmarks().get(i).x()).isCloseTo(TRUTH.get(i).x() - 1 / 7f, within(0.01f));
            assertThat(face.landmarks().get(i).y()).isCloseTo(TRUTH.get(i).y(), within(0.01f));
        }
    }

    @Test
    void aPhotoWithoutFacesIsLookedAtOnce() {
        FaceDetector blind = new Unsteady() {
            @Override
            public List<Face> detect(Pixels view) {
                return List.of();
            }
        };

        assertThat(new Consensus(blind).detect(PHOTO)).isEmpty();
    }
}
