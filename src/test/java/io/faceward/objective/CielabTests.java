package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Golden;
import io.faceward.network.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CielabTests {

    @Test
    void coloursAreScikitImages() throws IOException {
        Golden golden = Golden.of("14_cielab_500.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray lab = Cielab.of(pixels(golden.image("rgb_u8"), manager));

            assertThat(Golden.largestDifference(rows(lab), golden.tensor("skimage/lab")))
                    .isLessThan(2e-2);
            assertThat(Golden.largestDifference(rows(unitRange(Cielab.toRgb(lab))), golden.tensor("skimage/rgb_back")))
                    .isLessThan(1e-3);
        }
    }

    @Test
    void aShiftOfChromaIsAntiForgerys() throws IOException {
        Golden golden = Golden.of("14_cielab_500.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray lab = Cielab.of(pixels(golden.image("rgb_u8"), manager));
            NDArray shift = golden.tensor("ab_shift_normalised").on(manager).mul(110);
            NDArray chroma = manager.zeros(new Shape(500, 1))
                    .concat(shift, 1)
                    .transpose()
                    .reshape(1, 3, 500, 1);

            NDArray shifted = unitRange(Cielab.toRgb(lab.add(chroma)));

            assertThat(Golden.largestDifference(rows(shifted), golden.tensor("antiforgery/shifted_rgb_unclamped")))
                    .isLessThan(1e-3);
            assertThat(Golden.largestDifference(rows(shifted.clip(0, 1)), golden.tensor("skimage/shifted_rgb_clipped")))
                    .isLessThan(1e-3);
        }
    }

    @Test
    void theGradientIsFiniteOnEveryColourBlackIncluded() throws IOException {
        Golden golden = Golden.of("14_cielab_500.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray lab = Cielab.of(pixels(golden.image("rgb_u8"), manager));

            Gradient there = Gradient.of(lab, x -> Cielab.toRgb(x).square().sum());
            Gradient back = Gradient.of(
                    pixels(golden.image("rgb_u8"), manager),
                    x -> Cielab.of(x).square().sum());

            assertThat(there.gradient().toFloatArray()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
            assertThat(back.gradient().toFloatArray()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
            assertThat(there.gradient().abs().sum().getFloat()).isPositive();
        }
    }

    /** Rows of colours as a picture of one column. */
    private static NDArray pixels(Tensor colours, NDManager manager) {
        return colours.on(manager).transpose().reshape(1, 3, colours.shape()[0], 1);
    }

    private static NDArray rows(NDArray picture) {
        return picture.reshape(3, -1).transpose();
    }

    private static NDArray unitRange(NDArray rgb) {
        return rgb.add(1).div(2);
    }
}
