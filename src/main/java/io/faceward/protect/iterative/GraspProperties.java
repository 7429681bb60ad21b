package io.faceward.protect.iterative;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * GRASP. Its paper's constants are not public; these are ours.
 *
 * @param steps at most
 * @param step mean of one, in units of [-1,1]
 * @param warmStart whether it starts from ID-Guard's perturbation instead of noise
 * @param start bound of the noise that it starts from, in the same units
 * @param psnr of a square that may not be fallen below, in dB
 * @param ssim of a square that may not be fallen below
 * @param ssimWeight of structural similarity against a defence weight of 1
 * @param lowFrequencyWeight of the low frequencies
 * @param projection whether conflicting gradients are projected on each other
 * @param smoothing whether the sum of the gradients is smoothed
 * @param margin factor on the threshold of success, so that other viewers' decoders and scalers do not undo it
 * @param checkEvery steps from one look at the rounded picture to the next
 * @param weakening factor on the strength after every success
 * @param patience looks without success after the last one, until the search for a weaker one ends
 */
record GraspProperties(
        @DefaultValue("100") @Min(1) @Max(10_000) int steps,

        @DefaultValue("0.001") @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
        float step,

        @DefaultValue("false") boolean warmStart,

        @DefaultValue("0.01") @DecimalMin(value = "0", inclusive = false) @DecimalMax("1")
        float start,

        @DefaultValue("40") @DecimalMin("20") @DecimalMax("60")
        double psnr,

        @DefaultValue("0.99") @DecimalMin("0") @DecimalMax("1")
        double ssim,

        @DefaultValue("0.5") @DecimalMin("0") float ssimWeight,
        @DefaultValue("0.5") @DecimalMin("0") float lowFrequencyWeight,
        @DefaultValue("true") boolean projection,
        @DefaultValue("true") boolean smoothing,
        @DefaultValue("1.2") @DecimalMin("1") float margin,
        @DefaultValue("5") @Min(1) int checkEvery,

        @DefaultValue("0.93") @DecimalMin(value = "0", inclusive = false) @DecimalMax(value = "1", inclusive = false)
        float weakening,

        @DefaultValue("4") @Min(1) int patience) {}
