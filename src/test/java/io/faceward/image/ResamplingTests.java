package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTests {

    @ParameterizedTest
    @CsvSource({"pil/resize32_bilinear", "pil/resize96_bilinear"})
    void agreesWithPillow(String name) throws IOException {
        Map<String, Tensor> golden = golden();
        Tensor expected = golden.get(name);
        Pixels resized = Resampling.resize(
                Goldens.pixels(golden.get("in/u8_hwc_64")), (int) expected.shape()[1], (int) expected.shape()[0]);
        assertThat(Goldens.largestDifference(resized, expected.data())).isLessThanOrEqualTo(1);
    }

    /** Step by step: Pillow rounds to whole levels four times on this way, and two such steps may add up. */
    @Test
    void enlargingWhatWasShrunkAgreesWithPillow() throws IOException {
        Map<String, Tensor> golden = golden();
        Pixels back = Resampling.resize(Goldens.pixels(golden.get("pil/resize32_bilinear")), 64, 64);
        assertThat(Goldens.largestDifference(
                        back, golden.get("pil/down32_up64_bilinear").data()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void shrinkingAgreesWithPyTorchsAntialiasedFilter() throws IOException {
        Map<String, Tensor> golden = golden();
        Pixels small = Resampling.resize(Goldens.pixels(golden.get("in/u8_hwc_64")), 32, 32);
        float[] planes = golden.get("torch/bilinear32_antialias").data();
        float[] levels = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            levels[i % 1024 * 3 + i / 1024] = (planes[i] + 1) * 127.5f;
        }
        assertThat(Goldens.largestDifference(small, levels)).isLessThanOrEqualTo(0.501);
    }

    @Test
    void everySizeCanBecomeEveryOther() {
        for (int[] size : new int[][] {{1, 1}, {1, 7}, {5, 3}, {640, 2}}) {
            Pixels resized = Resampling.resize(Fixtures.photo(size[0], size[1], false), size[1], size[0]);
            assertThat(resized.width()).isEqualTo(size[1]);
            assertThat(resized.height()).isEqualTo(size[0]);
        }
    }

    @Test
    void theSameSizeIsTheSameImage() {
        Pixels image = Fixtures.photo(31, 17, false);
        assertThat(Resampling.resize(image, 31, 17).rgb()).isEqualTo(image.rgb());
    }

    private static Map<String, Tensor> golden() throws IOException {
        return Safetensors.read(SharedData.golden("16_resize_blur.safetensors")).tensors();
    }
}
