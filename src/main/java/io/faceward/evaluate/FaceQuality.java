package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.image.Brisque;
import io.faceward.image.Fidelity;
import io.faceward.image.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * How much a treatment shows on a face: on the square of the photo that a protection perturbs, or where said on the crop of
 * it that the networks get, 256x256, so that faces of every size can be compared. A figure that cannot be told is null.
 *
 * @param psnr dB; null when nothing differs
 * @param ssim of the square
 * @param linf largest difference of a sample in grey levels
 * @param lowFrequency of the crop, see {@link Fidelity#lowFrequency}
 * @param perceptual LPIPS-style distance of the crops; null without that network
 * @param naturalness BRISQUE of the treated square, 0 natural to 100 distorted
 * @param originalNaturalness BRISQUE of the original square
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaceQuality(
        @Nullable Double psnr,
        double ssim,
        int linf,
        double lowFrequency,
        @Nullable Double perceptual,
        @Nullable Double naturalness,
        @Nullable Double originalNaturalness) {

    static FaceQuality of(
            Pixels square,
            Pixels treatedSquare,
            Pixels crop,
            Pixels treatedCrop,
            @Nullable Double perceptual,
            Brisque brisque) {
        return new FaceQuality(
                finite(Fidelity.psnr(square, treatedSquare)),
                Fidelity.ssim(square, treatedSquare),
                Fidelity.linf(square, treatedSquare),
                Fidelity.lowFrequency(crop, treatedCrop),
                perceptual,
                finite(brisque.score(treatedSquare)),
                finite(brisque.score(square)));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
