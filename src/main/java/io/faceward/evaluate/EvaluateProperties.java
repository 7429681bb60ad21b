package io.faceward.evaluate;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of an evaluation, and what counts in it. Immutable.
 *
 * @param deadline time for one photo, and as much for its protection
 * @param maxFaces faces of a photo that are evaluated, best found first; the answer tells how many there were
 * @param maxPasses forward passes of manipulators that one photo may take
 * @param maxTransformSteps steps of all transforms of a request together
 * @param inflight items of one evaluation that wait in the pool's queue at once, so that others are not kept from it
 * @param idleChange mean square change, images in [-1,1], below which an edit of an unprotected face counts as none: 0.001
 *     is a PSNR of 36 dB
 * @param pairPsnr PSNR in dB, of the photo and of each face, below which two images are not the same photo
 */
@Validated
@ConfigurationProperties("faceward.evaluate")
public record EvaluateProperties(
        @DefaultValue("60s") @NotNull Duration deadline,
        @DefaultValue("4") @Min(1) int maxFaces,
        @DefaultValue("2000") @Min(1) int maxPasses,
        @DefaultValue("32") @Min(1) int maxTransformSteps,
        @DefaultValue("8") @Min(1) int inflight,
        @DefaultValue("0.001") @DecimalMin("0") double idleChange,
        @DefaultValue("20") @DecimalMin("0") double pairPsnr) {}
