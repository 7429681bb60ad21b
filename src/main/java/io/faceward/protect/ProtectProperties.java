package io.faceward.protect;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of a protection.
 *
 * @param uploadTime how long a client may take to send a body, whatever it asks for
 * @param deadline time from the arrival of the upload to the answer; after it the request fails and its work is dropped
 * @param synchronousBudget what an iterative method may be expected to take within a request; else it becomes a job
 * @param expectedStep what a step of an iterative method is taken to last before a photo was protected by it
 * @param concurrency photos that are worked on at once by methods of one pass, or 0 for two on each processor
 * @param longestWait how long an upload may be expected to wait for the photos before it; beyond, it is refused at once
 * @param inflightPixels decoded pixels that all requests together may hold, or 0 for those that fill half of the heap
 * @param inflightUploads uploaded bytes that all requests together may hold, or 0 for a sixteenth of the heap
 * @param admissionPatience how long an upload may wait for its share of {@code inflightPixels} before it is refused;
 *     by default not at all, so that the client learns at once that it should come again
 * @param minEpsilon smallest perturbation that may be asked for, in grey levels of 255
 * @param maxEpsilon largest perturbation that may be asked for, in grey levels of 255
 * @param psnrFloor lowest PSNR in dB that a protected face may have
 * @param ssimFloor lowest SSIM that a protected face may have
 * @param weakening factor by which a perturbation that falls below a floor is scaled
 * @param weakenings how often that may happen before the photo is refused
 */
@Validated
@ConfigurationProperties("faceward.protect")
public record ProtectProperties(
        @DefaultValue("60s") @NotNull Duration uploadTime,
        @DefaultValue("60s") @NotNull Duration deadline,
        @DefaultValue("10s") @NotNull Duration synchronousBudget,
        @DefaultValue("1s") @NotNull Duration expectedStep,
        @DefaultValue("0") @Min(0) int concurrency,
        @DefaultValue("30s") @NotNull Duration longestWait,
        @DefaultValue("0") @Min(0) int inflightPixels,
        @DefaultValue("0B") @NotNull DataSize inflightUploads,
        @DefaultValue("0s") @NotNull Duration admissionPatience,
        @DefaultValue("1") @DecimalMin("1") float minEpsilon,
        @DefaultValue("16") @DecimalMax("255") float maxEpsilon,
        @DefaultValue("30") @DecimalMin("0") double psnrFloor,

        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1")
        double ssimFloor,

        @DefaultValue("0.75") @DecimalMin(value = "0", inclusive = false) @DecimalMax(value = "1", inclusive = false)
        double weakening,

        @DefaultValue("3") @Min(0) @Max(10) int weakenings) {

    private static final int HEAP_OF_A_PIXEL = 12;

    int photosAtOnce() {
        return concurrency > 0 ? concurrency : 2 * Runtime.getRuntime().availableProcessors();
    }

    int pixelsAtOnce() {
        return inflightPixels > 0 ? inflightPixels : ofHeap(2 * HEAP_OF_A_PIXEL);
    }

    /** Of one upload the container and its reader each hold a copy, for a moment more, and then there is the answer. */
    public int uploadedAtOnce() {
        long bytes = inflightUploads.toBytes();
        return bytes > 0 ? (int) Math.min(bytes, Integer.MAX_VALUE) : ofHeap(16);
    }

    private static int ofHeap(int bytesEach) {
        return (int) Math.min(Runtime.getRuntime().maxMemory() / bytesEach, Integer.MAX_VALUE);
    }
}
