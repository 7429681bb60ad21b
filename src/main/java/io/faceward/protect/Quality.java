package io.faceward.protect;

import org.jspecify.annotations.Nullable;

/**
 * How close a protected image is to its original, measured on 8-bit pixels.
 *
 * @param psnr dB over all samples, positive infinity when nothing differs
 * @param ssim structural similarity, or null where it was not measured
 * @param linf largest difference of a sample in grey levels; it includes what a lossy format did
 */
public record Quality(double psnr, @Nullable Double ssim, int linf) {

    /** The worse of each figure. */
    Quality worse(Quality other) {
        Double lower = ssim == null ? other.ssim : (other.ssim == null ? ssim : Math.min(ssim, other.ssim));
        return new Quality(Math.min(psnr, other.psnr), lower, Math.max(linf, other.linf));
    }

    boolean meets(double psnrFloor, double ssimFloor) {
        return psnr >= psnrFloor && (ssim == null || ssim >= ssimFloor);
    }
}
