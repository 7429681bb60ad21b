package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.face.Raster;
import io.faceward.image.Fidelity;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import io.faceward.objective.Gradient;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegradationTests {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 50", "0, 75", "1, 75", "2, 90"})
    void differentiableJpegIsWhatLibjpegWritesAndReads(int face, int quality) {
        Pixels original = PortraitFiles.read(SharedData.golden("14_pairs/orig" + face + ".png"));
        Pixels golden =
                PortraitFiles.read(SharedData.golden("16_robust/orig%d_q%d_decoded.png".formatted(face, quality)));

        Pixels ours = Raster.of(
                Tensor.of(new DifferentiableJpeg(quality).of(array(original)).squeeze(0)));

        assertThat(Fidelity.psnr(ours, golden)).isGreaterThan(45);
        assertThat(Fidelity.psnr(original, ours)).isCloseTo(Fidelity.psnr(original, golden), within(0.2));
    }

    @Test
    void gradientsPassEveryDegradation() {
        NDArray picture = array(PortraitFiles.read(SharedData.golden("14_pairs/orig0.png")));
        Set<String> seen = new TreeSet<>();
        var random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            Degradation degradation = Degradation.draw(random);
            if (seen.add(degradation.name())) {
                NDArray once = degradation.apply(picture);
                assertThat(once.getShape()).isEqualTo(picture.getShape());
                assertThat(Tensor.of(degradation.apply(picture)).data())
                        .as(degradation.name())
                        .isEqualTo(Tensor.of(once).data());
                Gradient gradient =
                        Gradient.of(picture, x -> degradation.apply(x).sum());
                // Each keeps the mean, so a brighter picture stays brighter by about as much.
                assertThat(gradient.gradient().mean().getFloat())
                        .as(degradation.name())
                        .isBetween(0.5f, 1.2f);
            }
        }
        assertThat(seen).containsExactly("blur", "jpeg", "noise", "none", "resize");
    }

    @Test
    void qualitiesFollowTheDistributionOfSocialNetworks() {
        int above = 0;
        int hundred = 0;
        for (int i = 0; i < 1000; i++) {
            int quality = Degradation.quality(i / 1000.0);
            assertThat(quality).isBetween(71, 100);
            above += quality > 85 ? 1 : 0;
            hundred += quality == 100 ? 1 : 0;
        }
        assertThat(hundred).isBetween(125, 140);
        assertThat(above).isBetween(415, 430);
    }

    private NDArray array(Pixels pixels) {
        float[] planes = new float[pixels.rgb().length];
        int plane = planes.length / 3;
        for (int i = 0; i < planes.length; i++) {
            planes[i % 3 * plane + i / 3] = (pixels.rgb()[i] & 0xff) / 127.5f - 1;
        }
        return new Tensor(planes, 1, 3, pixels.height(), pixels.width()).on(manager);
    }
}
