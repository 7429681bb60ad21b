package io.faceward.protect.iterative;

import ai.djl.Device;
import io.faceward.inference.InferenceProperties.DeviceChoice;
import io.faceward.inference.InferenceProperties.PrecisionChoice;
import io.faceward.network.Precision;
import io.faceward.protect.Method;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Iterative methods.
 *
 * @param device where they compute: the first GPU if there is one and else the CPU, or always the named kind
 * @param precision in which number format the manipulators are computed: the faster one on the device, or always the
 *     named one; Anti-Forgery takes float32 in any case
 * @param manipulators ids of those to break; none means all of the bundle that gradients pass through, but the
 *     surrogate only where there is no other
 * @param workers photos that are computed at once
 * @param queueCapacity photos that may wait for a worker
 * @param batchSize faces of one photo that are computed together, at most; it costs memory and saves time on a GPU only
 * @param reserve part of a request's time that is kept for pasting, encoding and checking
 * @param drain how long the last step may take after the service was told to stop
 */
@Validated
@ConfigurationProperties("faceward.iterative")
public record IterativeProperties(
        @DefaultValue("auto") DeviceChoice device,
        @DefaultValue("auto") PrecisionChoice precision,
        @DefaultValue List<String> manipulators,
        @DefaultValue("1") @Min(1) @Max(64) int workers,
        @DefaultValue("4") @Min(0) @Max(65_536) int queueCapacity,
        @DefaultValue("1") @Min(1) @Max(32) int batchSize,

        @DefaultValue("5s") @DurationMin @DurationMax(minutes = 10)
        Duration reserve,

        @DefaultValue("20s") @DurationMin @DurationMax(minutes = 10)
        Duration drain,

        @DefaultValue @Valid GraspProperties grasp,
        @DefaultValue @Valid AntiForgeryProperties antiForgery,
        @DefaultValue @Valid PgdProperties pgd) {

    /**
     * In which number format a method computes. Anti-Forgery begins next to nothing, where the change of an edit drowns in the
     * rounding of bfloat16.
     */
    Precision precision(Method method, Device device) {
        return method == Method.ANTI_FORGERY ? Precision.FLOAT32 : precision.on(device);
    }
}
