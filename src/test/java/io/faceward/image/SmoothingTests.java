package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothingTests {

    /** SciPy's golden is not rounded to whole levels. */
    private static final double ROUNDING = 0.5;

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1", "2"})
    void theGaussianAgreesWithSciPy(String sigma) throws IOException {
        Map<String, Tensor> golden = golden();
        Pixels blurred = Smoothing.gaussian(Goldens.pixels(golden.get("in/u8_hwc_64")), Double.parseDouble(sigma));
        assertThat(Goldens.largestDifference(
                        blurred, golden.get("scipy/gaussian_sigma" + sigma).data()))
                .isLessThanOrEqualTo(ROUNDING + 0.1);
    }

    @Test
    void theMedianAgreesWithPillow() throws IOException {
        Map<String, Tensor> golden = golden();
        Pixels filtered = Smoothing.median(Goldens.pixels(golden.get("in/u8_hwc_64")), 3);
        assertThat(Goldens.largestDifference(filtered, golden.get("pil/median3").data()))
                .isZero();
    }

    private static Map<String, Tensor> golden() throws IOException {
        return Safetensors.read(SharedData.golden("16_resize_blur.safetensors")).tensors();
    }
}
