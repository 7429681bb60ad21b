package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 256, 256, 256", "0, 256, 40, 256", "0, 256, 3000, 256", "-50, 300, 256, 90", "700, 3000, 256, 900",
        "0, 1, 256, 1", "-5, 10, 256, 1", "0, 256, 255, 256", "0, 257, 256, 257", "-900, 300, 7, 100"
    })
    void weightsAddUpToOneAndStayInsideTheInput(int start, int from, int to, int length) {
        Taps taps = Taps.of(start, from, to, length);

        for (int i = 0; i < to; i++) {
            float sum = 0;
            for (int k = 0; k < taps.count(); k++) {
                sum += taps.weights()[i * taps.count() + k];
            }
            assertThat(sum).isCloseTo(1, within(1e-5f));
            assertThat(taps.first()[i]).isBetween(0, length - taps.count());
        }
    }

    @Test
    void equalSizesCopyExactly() {
        float[] input = random(256);
        Taps taps = Taps.of(0, 256, 256, 256);

        for (int i = 0; i < 256; i++) {
            assertThat(taps.at(i, input)).isEqualTo(input[i]);
        }
    }

    @Test
    void halvingAveragesPairs() {
        float[] input = random(512);
        Taps taps = Taps.of(0, 512, 256, 512);

        for (int i = 0; i < 256; i++) {
            assertThat(taps.at(i, input)).isCloseTo((input[2 * i] + input[2 * i + 1]) / 2, within(1e-6f));
        }
    }

    @Test
    void enlargingKeepsStraightLinesStraight() {
        float[] ramp = new float[256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }
        Taps taps = Taps.of(0, 256, 1000, 256);

        for (int i = 10; i < 990; i++) {
            assertThat(taps.at(i, ramp)).isCloseTo((i + 0.5f) * 0.256f - 0.5f, within(1e-3f));
        }
    }

    private static float[] random(int length) {
        Random random = new Random(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
