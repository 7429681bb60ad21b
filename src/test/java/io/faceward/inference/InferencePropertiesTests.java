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
import org.junit.jupiter.params.provider.CsvSource;
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
                        new Cpu(0, 0, 1, Duration.ZERO),
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
                        "cpu.threads=3",
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
                        new Cpu(2, 3, 4, Duration.ofMillis(5)),
                        new Gpu(3, 32, Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue-capacity=0",
                "queue-capacity=65537",
                "drain=-1s",
                "drain=11m",
                "cpu.workers=-1",
                "cpu.threads=-1",
                "cpu.batch-size=33",
                "cpu.batch-delay=2s",
                "gpu.workers=9",
                "gpu.batch-size=0",
                "gpu.batch-delay=-1ms"
            })
    void valuesOutOfRangeAreRefused(String line) {
        assertThat(violations(line)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,2,1", "8,8,1", "16,8,2", "20,8,2"})
    void processorsAreSharedOutAmongWorkers(int processors, int workers, int threads) {
        Cpu cpu = Settings.of().cpu();

        assertThat(cpu.workersFor(processors)).isEqualTo(workers);
        assertThat(cpu.threadsFor(processors)).isEqualTo(threads);
    }

    @Test
    void whatIsConfiguredIsTaken() {
        assertThat(Settings.of("cpu.workers=1").cpu().threadsFor(6)).isEqualTo(6);
        assertThat(Settings.of("cpu.workers=1", "cpu.threads=2").cpu().threadsFor(6))
                .isEqualTo(2);
    }

    private static int violations(String... lines) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(Settings.of(lines)).size();
        }
    }
}
