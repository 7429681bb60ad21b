package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import io.faceward.model.FaceRefiner;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseUpTests {

    private static final Face CANDIDATE = new Face(100, 200, 80, 100, 0.3f, List.of(new Point(120, 230)));

    private final CloseUp closeUp = CloseUp.of(CANDIDATE);

    @Test
    void isASquareAroundTheBoxThatMayReachBeyondThePhoto() {
        assertThat(closeUp.square()).isEqualTo(new Square(70, 180, 140));
        assertThat(CloseUp.of(new Face(-10, 0, 40, 30, 0, List.of())).square()).isEqualTo(new Square(-18, -13, 56));
        assertThat(CloseUp.of(new Face(5, 5, 0, 0, 0, List.of())).square().side())
                .isEqualTo(1);
    }

    @Test
    void tellsPositionsFromItsMiddleInPartsOfItsSide() {
        Face inside = closeUp.in(CANDIDATE);
        assertThat(inside.centre().x()).isCloseTo(0, within(1e-6f));
        assertThat(inside.width()).isCloseTo(80 / 140f, within(1e-6f));
        assertThat(inside.landmarks().get(0).x()).isCloseTo(-20 / 140f, within(1e-6f));

        Face back = closeUp.out(inside);
        assertThat(back.x()).isCloseTo(100, within(1e-3f));
        assertThat(back.height()).isCloseTo(100, within(1e-3f));
        assertThat(back.landmarks().get(0).distance(new Point(120, 230))).isLessThan(1e-3);
    }

    @Test
    void showsThePhotoAtTheSizeOfTheNetworkAndRepeatsTheEdge() {
        assertThat(CloseUp.SIDE).isEqualTo(FaceRefiner.SIDE);
        Pixels photo = Photos.plain(90, 400, 255);
        for (int i = 0; i < 3 * 90 * 250; i++) {
            photo.rgb()[i] = 0;
        }
        int plane = CloseUp.SIDE * CloseUp.SIDE;
        float[] planes = new float[1 + 3 * plane];
        closeUp.draw(photo, planes, 1);
        // The square's middle is row 250: black above, white below, on both sides of the photo's edge at column 90.
        assertThat(planes[0]).isZero();
        assertThat(planes[1]).isEqualTo(-1);
        assertThat(planes[plane / 2 - 2 * CloseUp.SIDE]).isEqualTo(-1);
        assertThat(planes[plane / 2 + 2 * CloseUp.SIDE]).isEqualTo(1);
        assertThat(planes[3 * plane]).isEqualTo(1);
    }
}
