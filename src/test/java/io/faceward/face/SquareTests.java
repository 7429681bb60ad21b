package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SquareTests {

    @Test
    void isCentredOnTheBoxAndScalesItsLargerSide() {
        assertThat(Square.around(face(300, 200, 60, 100), 1.8f, 1000, 1000)).isEqualTo(new Square(240, 160, 180));
    }

    @Test
    void movesInsideWhereItFits() {
        assertThat(Square.around(face(0, 900, 100, 100), 1.8f, 1000, 1000)).isEqualTo(new Square(0, 820, 180));
        assertThat(Square.around(face(-30, -30, 100, 100), 1.8f, 1000, 1000)).isEqualTo(new Square(0, 0, 180));
    }

    @Test
    void coversAllOfASideThatIsTooShort() {
        Square square = Square.around(face(10, 10, 100, 100), 1.8f, 120, 1000);

        assertThat(square.side()).isEqualTo(180);
        assertThat(square.x()).isBetween(-60, 0);
        assertThat(square.y()).isZero();
    }

    @Test
    void isAtLeastOnePixel() {
        assertThat(Square.around(face(0, 0, 0.1f, 0.1f), 1.8f, 1, 1)).isEqualTo(new Square(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Square(0, 0, 0));
    }

    private static Face face(float x, float y, float width, float height) {
        return new Face(x, y, width, height, 1, List.of());
    }
}
