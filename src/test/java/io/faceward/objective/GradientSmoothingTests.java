package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class GradientSmoothingTests {

    @Test
    void aPointBecomesAGaussianOfTheSameSumInItsChannel() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray point = manager.zeros(new Shape(1, 3, 9, 9));
            float[] data = new float[3 * 81];
            data[81 + 4 * 9 + 4] = 1;
            point.set(data);

            float[] smooth = GradientSmoothing.of(point).toFloatArray();

            assertThat(smooth[81 + 4 * 9 + 5] / smooth[81 + 4 * 9 + 4])
                    .isCloseTo((float) Math.exp(-0.5), within(1e-5f));
            double sum = 0;
            for (int i = 0; i < smooth.length; i++) {
                sum += smooth[i];
                assertThat(smooth[i] == 0 || i / 81 == 1).isTrue();
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }
}
