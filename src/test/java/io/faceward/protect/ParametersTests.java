package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.faceward.image.Encoding;
import io.faceward.image.ImageFormat;
import io.faceward.image.MetadataPolicy;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTests {

    private final Parameters parameters = new Parameters(Defaults.properties());

    @Test
    void nothingMeansTheDefaults() {
        assertThat(parameters.read(Map.of()))
                .isEqualTo(new Settings(
                        Method.ID_GUARD,
                        6.375f,
                        NoFace.REJECT,
                        new Encoding(null, null, MetadataPolicy.SAFE),
                        List.of(),
                        null));
    }

    @ParameterizedTest
    @CsvSource({"low,3.825", "medium,6.375", "high,8.925"})
    void strengthsAreBoundsInGreyLevels(String strength, float epsilon) {
        assertThat(parameters.read(Map.of("strength", strength)).epsilon()).isCloseTo(epsilon, within(1e-4f));
    }

    @Test
    void everyParameterIsRead() {
        Settings settings = parameters.read(Map.of(
                "method", "pgd",
                "epsilon", "2.5",
                "no-face", "whole-image",
                "format", "webp",
                "quality", "80",
                "metadata", "all",
                "against", "stargan, aggan,stargan",
                "seed", "9007199254740991"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        Method.PGD,
                        2.5f,
                        NoFace.WHOLE_IMAGE,
                        new Encoding(ImageFormat.WEBP, 80, MetadataPolicy.ALL),
                        List.of("stargan", "aggan"),
                        9007199254740991L));
    }

    @Test
    void modeChoosesTheMethodUnlessOneIsNamed() {
        assertThat(parameters.read(Map.of("mode", "fast")).method()).isEqualTo(Method.ID_GUARD);
        assertThat(parameters.read(Map.of("mode", "high-fidelity")).method()).isEqualTo(Method.GRASP);
        assertThat(parameters
                        .read(Map.of("mode", "high-fidelity", "method", "dadfi"))
                        .method())
                .isEqualTo(Method.DADFI);
    }

    @Test
    void aLongValueIsShortenedInTheAnswer() {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> parameters.read(Map.of("x".repeat(10_000), "")))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
    }
}
