package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.network.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DisruptionTests {

    private static final Tensor ORIGINAL = grey(0);
    private static final float[] FACE = {1, 1, 0, 0};

    @Test
    void anEditThatChangesNoPixelHasNoMaskedFigureHoweverMuchIsDisrupted() {
        Disruption disruption = Disruption.of(ORIGINAL, ORIGINAL, grey(0.5f), FACE, null);

        assertThat(disruption.l2Mask()).isNull();
        assertThat(disruption.maskDistance()).isZero();
        assertThat(disruption.l2()).isEqualTo(0.25);
    }

    @Test
    void dadfisFiguresAreTheRootsOfTheSums() {
        Disruption disruption = Disruption.of(ORIGINAL, grey(0.5f), grey(0), FACE, null);

        assertThat(disruption.pixelDistance()).isCloseTo(Math.sqrt(12 * 0.25), within(1e-6));
        assertThat(disruption.maskDistance()).isCloseTo(Math.sqrt(12 * 0.25), within(1e-6));
        assertThat(disruption.l2Mask()).isEqualTo(0.25);
    }

    @Test
    void whatTheManipulatorItselfChangesOfTheIdentityIsNotCounted() {
        float[] original = {1, 0};
        float[] clean = {0.8f, 0.6f};

        assertThat(new Identities(original, clean, new float[] {0, 1}).loss()).isCloseTo(0.8, within(1e-6));
        assertThat(new Identities(original, clean, clean).loss()).isZero();
        assertThat(new Identities(original, clean, original).loss()).isZero();
    }

    private static Tensor grey(float value) {
        float[] data = new float[12];
        Arrays.fill(data, value);
        return new Tensor(data, 3, 2, 2);
    }
}
