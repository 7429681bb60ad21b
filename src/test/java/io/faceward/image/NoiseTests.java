package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTests {

    private static final Pixels GREY = grey(200, 150);

    @Test
    void gaussianNoiseHasItsDeviation() {
        Pixels noisy = Noise.gaussian(GREY, 4, 1);
        double mse = 255 * 255 / Math.pow(10, Fidelity.psnr(GREY, noisy) / 10);
        // Rounding to whole levels adds a twelfth.
        assertThat(mse).isCloseTo(16 + 1 / 12.0, within(0.4));
    }

    @Test
    void saltAndPepperHitsItsShareOfThePixels() {
        Pixels noisy = Noise.saltAndPepper(GREY, 0.1, 1);
        int black = 0;
        int white = 0;
        for (int i = 0; i < noisy.rgb().length; i += 3) {
            black += noisy.rgb()[i] == 0 ? 1 : 0;
            white += noisy.rgb()[i] == -1 ? 1 : 0;
        }
        assertThat((double) black / GREY.count()).isCloseTo(0.05, within(0.006));
        assertThat((double) white / GREY.count()).isCloseTo(0.05, within(0.006));
    }

    @Test
    void theSeedDecidesAll() {
        assertThat(Noise.gaussian(GREY, 2, 5).rgb())
                .isEqualTo(Noise.gaussian(GREY, 2, 5).rgb());
        assertThat(Noise.gaussian(GREY, 2, 5).rgb())
                .isNotEqualTo(Noise.gaussian(GREY, 2, 6).rgb());
        assertThat(Noise.saltAndPepper(GREY, 0.1, 5).rgb())
                .isEqualTo(Noise.saltAndPepper(GREY, 0.1, 5).rgb());
    }

    private static Pixels grey(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 120);
        return new Pixels(width, height, rgb);
    }
}
