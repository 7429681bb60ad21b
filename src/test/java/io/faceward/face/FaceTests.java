package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTests {

    private final Face face = new Face(10, 20, 30, 40, 1, List.of());

    @Test
    void overlapsItselfWhollyAndAStrangerNotAtAll() {
        assertThat(face.overlap(face)).isEqualTo(1);
        assertThat(face.overlap(new Face(41, 20, 30, 40, 1, List.of()))).isZero();
        assertThat(face.overlap(new Face(10, 20, 0, 0, 1, List.of()))).isZero();
    }

    @Test
    void overlapIsTheCommonPartOfTheUnion() {
        Face half = new Face(25, 20, 30, 40, 1, List.of());
        assertThat(face.overlap(half)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(half.overlap(face)).isEqualTo(face.overlap(half));
    }

    @Test
    void holdsWhatLiesInItsBox() {
        assertThat(face.centre()).isEqualTo(new Point(25, 40));
        assertThat(face.holds(face.centre())).isTrue();
        assertThat(face.holds(new Point(41, 40))).isFalse();
        assertThat(face.holds(new Point(25, 19))).isFalse();
        assertThat(face.side()).isEqualTo(40);
    }

    @Test
    void theMirrorChangesLeftAndRight() {
        List<Point> landmarks =
                List.of(new Point(1, 2), new Point(5, 3), new Point(3, 5), new Point(2, 8), new Point(4, 9));
        Face mirrored = new Face(0, 0, 6, 10, 0.5f, landmarks).mirrored();

        assertThat(mirrored)
                .isEqualTo(new Face(
                        -6,
                        0,
                        6,
                        10,
                        0.5f,
                        List.of(
                                new Point(-5, 3),
                                new Point(-1, 2),
                                new Point(-3, 5),
                                new Point(-4, 9),
                                new Point(-2, 8))));
        assertThat(mirrored.mirrored()).isEqualTo(new Face(0, 0, 6, 10, 0.5f, landmarks));
        assertThat(face.mirrored().landmarks()).isEmpty();
    }
}
