package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AffineTests {

    private static final Affine FIRST = new Affine(0.5f, -0.2f, 0.1f, 0.2f, 0.5f, -0.3f);
    private static final Affine THEN = new Affine(0.9f, 0.1f, 0.2f, -0.1f, 1.1f, 0.05f);

    @Test
    void oneAfterTheOtherIsBothOnAPoint() {
        Affine both = THEN.after(FIRST);
        float x = FIRST.x(0.3f, -0.7f);
        float y = FIRST.y(0.3f, -0.7f);

        assertThat(both.x(0.3f, -0.7f)).isCloseTo(THEN.x(x, y), within(1e-6f));
        assertThat(both.y(0.3f, -0.7f)).isCloseTo(THEN.y(x, y), within(1e-6f));
    }

    @Test
    void theInverseLeadsBack() {
        Affine identity = FIRST.inverse().after(FIRST);

        assertThat(identity.x(0.3f, -0.7f)).isCloseTo(0.3f, within(1e-6f));
        assertThat(identity.y(0.3f, -0.7f)).isCloseTo(-0.7f, within(1e-6f));
    }

    @Test
    void oneInThreeDetectorsPutsTheFaceElsewhere() {
        var random = new SplittableRandom(1);
        int elsewhere = 0;
        for (int i = 0; i < 3000; i++) {
            Affine cut = Affine.elsewhere(random);
            boolean upright = cut.a() == 1 && cut.b() == 0;
            elsewhere += upright ? 0 : 1;
            if (upright) {
                // Half a pixel of 128 on a side of 2.
                assertThat(Math.abs(cut.c())).isLessThanOrEqualTo(1 / 128f);
                assertThat(Math.abs(cut.f())).isLessThanOrEqualTo(1 / 128f);
            } else {
                assertThat(Math.hypot(cut.a(), cut.d())).isBetween(0.8, 1.2);
                assertThat(cut.a()).isEqualTo(cut.e());
                assertThat(cut.b()).isEqualTo(-cut.d());
            }
        }
        assertThat(elsewhere).isBetween(900, 1100);
    }

    @Test
    void whoAgreesCutsWhereWeDo() {
        assertThat(Cutting.AGREED.draw(new SplittableRandom(1))).isEqualTo(Affine.IDENTITY);
        assertThat(Affine.IDENTITY.after(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void carelessCutsStayWithinTheirBounds() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Affine cut = Affine.careless(random);
            assertThat(cut.a()).isEqualTo(cut.e()).isBetween(0.9f, 1.1f);
            assertThat(Math.abs(cut.x(0, 0))).isLessThanOrEqualTo(0.16f);
            assertThat(Math.abs(cut.y(0, 0))).isLessThanOrEqualTo(0.16f);
        }
    }
}
