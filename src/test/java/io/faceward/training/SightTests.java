package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.objective.Visibility;
import org.junit.jupiter.api.Test;

class SightTests {

    private static final float EPSILON = 0.05f;
    private static final int SIDE = 144;

    @Test
    void linesOfOnePixelAreSeenInTheCrop() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] stripes = new float[3 * SIDE * SIDE];
            for (int i = 0; i < stripes.length; i++) {
                stripes[i] = i / SIDE % 2 == 0 ? 0.02f : -0.02f;
            }
            NDArray delta = manager.create(stripes, new Shape(1, 3, SIDE, SIDE));
            NDArray image = delta.zerosLike();

            float asItIs = Visibility.of(delta, image, EPSILON).getFloat();
            float inTheCrop = Sight.visibility(delta, image, EPSILON).getFloat();

            assertThat(inTheCrop).isGreaterThan(2 * asItIs);
        }
    }
}
