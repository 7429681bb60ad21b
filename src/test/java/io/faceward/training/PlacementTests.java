package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTests {

    private static final Face FACE = new Face(
            10,
            20,
            40,
            60,
            0.9f,
            List.of(new Point(20, 40), new Point(40, 40), new Point(30, 50), new Point(22, 65), new Point(38, 65)));

    @Test
    void theWayBackUndoesTheWayForth() {
        Placement placement = new Placement(new Point(30, 50), new Point(200, 100), 1.7, 0.4, true);
        Placement.Inverse inverse = placement.inverse();
        Point there = placement.forth(new Point(12, 77));

        assertThat(inverse.x(there.x(), there.y())).isCloseTo(12, within(1e-4));
        assertThat(inverse.y(there.x(), there.y())).isCloseTo(77, within(1e-4));
        assertThat(placement.forth(new Point(30, 50))).isEqualTo(new Point(200, 100));
    }

    @Test
    void aMirroredFaceHasItsLandmarksFromLeftToRightAgain() {
        Face there = new Placement(FACE.centre(), new Point(100, 100), 2, 0, true).forth(FACE);

        assertThat(there.x()).isCloseTo(60, within(1e-4f));
        assertThat(there.y()).isCloseTo(40, within(1e-4f));
        assertThat(there.width()).isCloseTo(80, within(1e-4f));
        assertThat(there.height()).isCloseTo(120, within(1e-4f));
        assertThat(there.landmarks())
                .containsExactly(
                        new Point(80, 80),
                        new Point(120, 80),
                        new Point(100, 100),
                        new Point(84, 130),
                        new Point(116, 130));
    }

    @Test
    void aFaceLyingOnItsSideHasItsSidesExchanged() {
        Face there = new Placement(FACE.centre(), new Point(100, 100), 1, Math.PI / 2, false).forth(FACE);

        assertThat(there.width()).isCloseTo(60, within(1e-4f));
        assertThat(there.height()).isCloseTo(40, within(1e-4f));
        assertThat(there.centre().x()).isCloseTo(100, within(1e-4f));
    }

    @Test
    void theBoxOfATurnedFaceIsTheOneAroundItsEllipse() {
        Face there = new Placement(FACE.centre(), new Point(100, 100), 1, Math.PI / 4, false).forth(FACE);

        assertThat(there.width()).isCloseTo((float) Math.hypot(40, 60) / (float) Math.sqrt(2), within(1e-3f));
        assertThat(there.height()).isCloseTo(there.width(), within(1e-3f));
    }
}
