package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class GridTargetsTests {

    private static final int SIDE = 256;
    private static final int FINE = 32 * 32;
    private static final int MIDDLE = 16 * 16;

    @AutoClose
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @Test
    void aFaceBelongsToTheGridOfItsSize() {
        assertThat(positives(face(20, 100))).containsExactly(1, 0, 0);
        assertThat(positives(face(40, 100))).containsExactly(9, 0, 0);
        assertThat(positives(face(100, 120))[1]).isEqualTo(9);
        assertThat(positives(face(200, 128))[2]).isPositive();
        int[] between = positives(face(64, 100));
        assertThat(between[0]).isPositive();
        assertThat(between[1]).isPositive();
        assertThat(between[2]).isZero();
    }

    @Test
    void theSmallestFaceHasAPoint() {
        for (int centre = 96; centre < 104; centre++) {
            assertThat(positives(face(10, centre))[0]).isPositive();
        }
    }

    @Test
    void tellsBoxAndLandmarksInStridesFromThePoint() {
        GridTargets targets = targets(List.of(face(40, 100)), List.of());
        int point = 12 * 32 + 12; // its middle is at (100, 100)
        NDArray geometry = targets.geometry(manager);

        assertThat(targets.positive(manager).getFloat(0, 0, point)).isEqualTo(1);
        assertThat(targets.sizes(manager).getFloat(0, 0, point)).isEqualTo(5);
        assertThat(geometry.getFloat(0, 0, point)).isEqualTo(5);
        assertThat(geometry.getFloat(0, 2, point)).isCloseTo(0, within(1e-5f));
        assertThat(geometry.getFloat(0, 3, point)).isCloseTo(-1.25f, within(1e-5f));
        assertThat(geometry.getFloat(0, 9, point)).isCloseTo(-0.5f, within(1e-5f));
        assertThat(targets.place(point)).isEqualTo(new Point(100, 100));
        assertThat(targets.place(FINE + 17)).isEqualTo(new Point(24, 24));
    }

    @Test
    void theSmallerOfTwoFacesTakesThePointsOfBoth() {
        Face small = face(20, 100);
        for (List<Face> order : List.of(List.of(small, face(50, 100)), List.of(face(50, 100), small))) {
            NDArray sizes = targets(order, List.of()).sizes(manager);
            assertThat(sizes.getFloat(0, 0, 12 * 32 + 12)).isEqualTo(20 / 8f);
        }
    }

    @Test
    void doubtfulFacesAreNeitherFacesNorFalseAlarms() {
        GridTargets targets = targets(List.of(), List.of(face(40, 100)));
        int point = 12 * 32 + 12;

        assertThat(targets.positive(manager).sum().getFloat()).isZero();
        assertThat(targets.counted(manager).getFloat(0, 0, point)).isZero();
        assertThat(targets.counted(manager).getFloat(0, 0, 0)).isEqualTo(1);
        float[] scores = new float[FINE + MIDDLE + 64];
        scores[point] = 9;
        scores[40] = 1;
        assertThat(targets.highestFalse(scores, 0)).isEqualTo(40);
    }

    private int[] positives(Face face) {
        float[] positive = targets(List.of(face), List.of()).positive(manager).toFloatArray();
        int[] counts = new int[3];
        for (int i = 0; i < positive.length; i++) {
            counts[i < FINE ? 0 : i < FINE + MIDDLE ? 1 : 2] += (int) positive[i];
        }
        return counts;
    }

    private static GridTargets targets(List<Face> faces, List<Face> doubtful) {
        Pixels pixels = new Pixels(SIDE, SIDE, new byte[3 * SIDE * SIDE]);
        return new GridTargets(SIDE, List.of(new Scene(pixels, faces, doubtful)));
    }

    /** A square face around (centre, centre) with its eyes a quarter to the sides and a tenth up. */
    private static Face face(float side, float centre) {
        Point left = new Point(centre - side / 4, centre - side / 10);
        Point right = new Point(centre + side / 4, centre - side / 10);
        Point middle = new Point(centre, centre);
        return new Face(
                centre - side / 2, centre - side / 2, side, side, 1, List.of(left, right, middle, middle, middle));
    }
}
