package io.faceward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.inference.InferenceProperties.Cpu;
import io.faceward.inference.InferenceProperties.DeviceChoice;
import io.faceward.inference.InferenceProperties.Gpu;
import io.faceward.inference.InferenceProperties.PrecisionChoice;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferencePropertiesTests {

    @Test
    void defaults() {
        assertThat(Settings.of())
                .isEqualTo(new InferenceProperties(
                        DeviceChoice.AUTO,
                        PrecisionChoice.AUTO,
                        128,
                        Duration.ofSeconds(20),
                        new Cpu(1, 1, Duration.ZERO),
                        new Gpu(1, 8, Duration.ofMillis(2))));
        assertThat(violations()).isZero();
    }

    @Test
    void everyKeyCanBeSet() {
        assertThat(Settings.of(
                        "device=gpu",
                        "precision=bfloat16",
                        "queue-capacity=7",
                        "drain=3s",
                        "cpu.workers=2",
                        "cpu.batch-size=4",
                        "cpu.batch-delay=5ms",
                        "gpu.workers=3",
                        "gpu.batch-size=32",
                        "gpu.batch-delay=0"))
                .isEqualTo(new InferenceProperties(
                        DeviceChoice.GPU,
                        PrecisionChoice.BFLOAT16,
                        7,
                        Duration.ofSeconds(3),
                        new Cpu(2, 4, Duration.ofMillis(5)),
                        new Gpu(3, 32, Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue-capacity=0",
                "queue-capacity=65537",
                "drain=-1s",
                "drain=11m",
                "cpu.workers=0",
                "cpu.batch-size=33",
                "cpu.batch-delay=2s",
                "gpu.workers=9",
                "gpu.batch-size=0",
                "gpu.batch-delay=-1ms"
            })
    void valuesOutOfRangeAreRefused(String line) {
        assertThat(violations(line)).isOne();
    }

    private static int violations(String... lines) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(Settings.of(lines)).size();
        }
    }
}
