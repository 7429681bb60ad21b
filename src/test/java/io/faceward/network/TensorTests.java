package io.faceward.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTests {

    private static final Tensor ONE = new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    private static final Tensor OTHER = new Tensor(new float[] {7, 8, 9, 10, 11, 12}, 2, 3);

    @Test
    void stackedTensorsLieOneAfterTheOther() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray stacked = Tensor.stack(List.of(ONE, OTHER), manager);
            assertThat(stacked.getShape()).isEqualTo(new Shape(2, 2, 3));
            assertThat(stacked.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        }
    }

    @Test
    void onlyTensorsOfOneShapeAreStacked() {
        Tensor turned = new Tensor(ONE.data(), 3, 2);
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.stack(List.of(ONE, turned), manager))
                    .withMessageContainingAll("[2, 3]", "[3, 2]");
        }
    }

    @Test
    void noiseIsOfItsSeedAndWithinItsBound() {
        Tensor noise = Tensor.noise(1, 0.05f, 10, 100);
        assertThat(noise.shape()).containsExactly(10, 100);
        assertThat(noise.data()).isEqualTo(Tensor.noise(1, 0.05f, 10, 100).data());
        assertThat(noise.data()).isNotEqualTo(Tensor.noise(2, 0.05f, 10, 100).data());
        float least = 0;
        float most = 0;
        for (float value : noise.data()) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isBetween(-0.05f, -0.045f);
        assertThat(most).isBetween(0.045f, 0.05f);
    }
}
