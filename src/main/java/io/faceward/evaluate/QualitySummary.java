package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Means over faces of the figures of {@link FaceQuality}; null where nothing was measured. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualitySummary(
        @Nullable Mean psnr,
        @Nullable Mean ssim,
        @Nullable Mean linf,
        @Nullable Mean lowFrequency,
        @Nullable Mean perceptual,
        @Nullable Mean naturalness,
        @Nullable Mean originalNaturalness) {

    static QualitySummary of(Tally<FaceQuality> faces) {
        return new QualitySummary(
                faces.mean(FaceQuality::psnr),
                faces.mean(FaceQuality::ssim),
                faces.mean(face -> (double) face.linf()),
                faces.mean(FaceQuality::lowFrequency),
                faces.mean(FaceQuality::perceptual),
                faces.mean(FaceQuality::naturalness),
                faces.mean(FaceQuality::originalNaturalness));
    }
}
