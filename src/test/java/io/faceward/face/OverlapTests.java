package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.image.Pixels;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTests {

    private static final Pixels PHOTO = Photos.plain(200, 100, 128);
    private static final FaceProperties PROPERTIES = FaceProperties.defaults();
    private static final Square SQUARE = new Square(40, 20, 40);

    @Test
    void aSquareAloneHoldsItsOwn() {
        assertThat(crowding(SQUARE, SQUARE, new Square(80, 20, 40))).isEqualTo(1);
    }

    @Test
    void twoInOnePlaceAreTwice() {
        assertThat(crowding(SQUARE, SQUARE, SQUARE)).isCloseTo(2, within(1e-9));
    }

    @Test
    void edgesThatFadeHardlyCount() {
        double half = crowding(SQUARE, SQUARE, new Square(60, 20, 40));
        double edge = crowding(SQUARE, SQUARE, new Square(76, 20, 40));

        assertThat(half).isCloseTo(1.5, within(1e-6));
        assertThat(edge).isBetween(1.0, 1.01);
    }

    private static double crowding(Square square, Square... all) {
        return Overlap.crowding(square, List.of(all), PHOTO, PROPERTIES);
    }
}
