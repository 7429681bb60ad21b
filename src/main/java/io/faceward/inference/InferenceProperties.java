package io.faceward.inference;

import io.faceward.network.Precision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How models are computed.
 *
 * @param device where: every GPU if there is one and else the CPU, or only the named kind
 * @param precision in which number format: the faster one on each device, or always the named one
 * @param queueCapacity items (faces, not photos) that may be admitted and unanswered at once. About the items that the
 *     devices answer per second times the seconds that a caller is willing to wait; an item of 3x256x256 takes 0.8 MB
 * @param drain how long accepted work may go on after the service was told to stop
 * @param cpu the workers of the CPU
 * @param gpu the workers of each GPU
 */
@Validated
@ConfigurationProperties("faceward.inference")
public record InferenceProperties(
        @DefaultValue("auto") DeviceChoice device,
        @DefaultValue("auto") PrecisionChoice precision,
        @DefaultValue("128") @Min(1) @Max(65_536) int queueCapacity,

        @DefaultValue("20s") @DurationMin @DurationMax(minutes = 10)
        Duration drain,

        @DefaultValue @Valid Cpu cpu,
        @DefaultValue @Valid Gpu gpu) {

    /** Which devices compute. */
    public enum DeviceChoice {
        AUTO,
        CPU,
        GPU
    }

    /** Which number format is used inside models. */
    public enum PrecisionChoice {
        /** The faster one on each device. */
        AUTO,
        FLOAT32,
        BFLOAT16;

        /** What it means on a device. */
        public Precision on(ai.djl.Device device) {
            return switch (this) {
                case AUTO -> FastPrecision.of(device);
                case FLOAT32 -> Precision.FLOAT32;
                case BFLOAT16 -> Precision.BFLOAT16;
            };
        }
    }

    /**
     * Workers of the CPU.
     *
     * @param workers threads that compute, each with models of its own, or 0 for one on each processor, at most {@value
     *     #MOST_WORKERS}: side by side they answer a third more than one whose every layer is spread over the processors
     * @param threads that each worker spreads its layers over, or 0 for the processors that are left for it
     * @param batchSize items computed together, at most; more than one makes the first item wait for the last
     * @param batchDelay how long an item waits for others of its model and shape
     */
    public record Cpu(
            @DefaultValue("0") @Min(0) @Max(64) int workers,
            @DefaultValue("0") @Min(0) @Max(256) int threads,
            @DefaultValue("1") @Min(1) @Max(32) int batchSize,

            @DefaultValue("0ms") @DurationMin @DurationMax(seconds = 1)
            Duration batchDelay) {

        static final int MOST_WORKERS = 8;

        int workersFor(int processors) {
            return workers > 0 ? workers : Math.min(processors, MOST_WORKERS);
        }

        int threadsFor(int processors) {
            return threads > 0 ? threads : Math.max(1, processors / workersFor(processors));
        }
    }

    /**
     * Workers of each GPU.
     *
     * @param workers threads that compute; with two, one copies while the other computes
     * @param batchSize items computed together, at most
     * @param batchDelay how long an item waits for others of its model and shape
     */
    public record Gpu(
            @DefaultValue("1") @Min(1) @Max(8) int workers,
            @DefaultValue("8") @Min(1) @Max(32) int batchSize,

            @DefaultValue("2ms") @DurationMin @DurationMax(seconds = 1)
            Duration batchDelay) {}

    int workers(Device.Kind kind) {
        return kind == Device.Kind.GPU ? gpu.workers : cpu.workersFor(CpuThreads.PROCESSORS);
    }

    /** A CPU pays for every padded item; a GPU hardly notices a few and saves a launch. */
    Batching batching(Device.Kind kind) {
        return kind == Device.Kind.GPU
                ? new Batching(gpu.batchSize, gpu.batchDelay, 0.25)
                : new Batching(cpu.batchSize, cpu.batchDelay, 0);
    }
}
