package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.faceward.SharedData;
import io.faceward.inference.Archives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class FacePropertiesTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(Faces.class)
            .withBean(Archives.class, () -> new DetectorArchives(null, Set.of()));

    @Test
    void defaults() {
        assertThat(FaceProperties.defaults())
                .isEqualTo(new FaceProperties(
                        null,
                        0.7f,
                        1024,
                        2048,
                        0.7f,
                        0.25f,
                        1000,
                        640,
                        2048,
                        1024,
                        32,
                        100,
                        2,
                        Duration.ofSeconds(10),
                        1.8f,
                        0.2f,
                        560,
                        0.4f));
        assertThat(FaceProperties.yunet(Path.of("a.onnx")).yunetModel()).isEqualTo(Path.of("a.onnx"));
    }

    @Test
    void theServiceHasADetectorCropsAndPasteEvenWithoutTheBundlesNetworks() {
        service.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Crops.class).hasSingleBean(Paste.class);
            assertThat(context.getBean(FaceDetector.class).name()).isEqualTo("haar");
        });
    }

    @Test
    void theBundlesNetworksComeBeforeTheCascades(@TempDir Path folder) {
        service(folder).run(context -> {
            FaceDetector detector = context.getBean(FaceDetector.class);
            assertThat(detector.name()).isEqualTo("face-detector");
            assertThat(detector.detect(Photos.random(50, 70, 1))).isEmpty();
        });
    }

    @Test
    void oneStageAloneIsNoDetector(@TempDir Path folder) {
        for (String stage : DetectorArchives.STAGES) {
            try (FaceDetector detector = FaceDetectors.open(
                    FaceProperties.with(Map.of("detectors", "1")), new DetectorArchives(folder, Set.of(stage)))) {
                assertThat(detector.name()).isEqualTo("haar");
            }
        }
    }

    @Test
    void aConfiguredYunetComesBeforeTheBundlesNetworks(@TempDir Path folder) {
        Path yunet = SharedData.data("weights/detector/yunet_n_640_640.onnx");
        service(folder).withPropertyValues("faceward.face.yunet-model=" + yunet).run(context -> assertThat(
                        context.getBean(FaceDetector.class).name())
                .isEqualTo("yunet"));
    }

    private static ApplicationContextRunner service(Path folder) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Faces.class)
                .withBean(Archives.class, () -> new DetectorArchives(folder, DetectorArchives.STAGES));
    }

    @Test
    void aMissingModelStopsTheStartByName() {
        service.withPropertyValues("faceward.face.yunet-model=/no/such/yunet.onnx")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("/no/such/yunet.onnx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yunet-score=0",
                "yunet-score=1.1",
                "yunet-long-side=64",
                "own-score=0",
                "own-candidate-score=0",
                "own-candidates=0",
                "own-long-side=64",
                "own-fine-long-side=9999",
                "haar-long-side=9999",
                "min-side=4",
                "max-faces=0",
                "detectors=0",
                "crop-scale=0.5",
                "feather=0.6",
                "full-strength-side=0",
                "close-up-strength=0"
            })
    void valuesOutOfRangeStopTheStart(String property) {
        service.withPropertyValues("faceward.face." + property)
                .run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no model at all"})
    void aBrokenModelIsNamed(String content, @TempDir Path folder) throws IOException {
        Path model = Files.writeString(folder.resolve("broken.onnx"), content);

        assertThatIllegalStateException()
                .isThrownBy(() -> FaceDetectors.open(FaceProperties.yunet(model)))
                .withMessageContaining("faceward.face.yunet-model")
                .withMessageContaining(model.toString());
    }

    @Configuration
    @EnableConfigurationProperties(FaceProperties.class)
    @Import(FaceConfiguration.class)
    static class Faces {}
}
