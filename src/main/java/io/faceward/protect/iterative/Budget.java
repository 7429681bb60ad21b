package io.faceward.protect.iterative;

import io.faceward.network.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How strong one face's perturbation may be, and the weakest that was seen to succeed. It begins with all that the PSNR
 * allows; a success takes some away. For one thread.
 */
final class Budget {

    /** Rounding to 8 bits costs a perturbation of 40 dB 0.06 dB. */
    private static final double ROUNDING_DB = 0.1;

    private static final float DEARER = 2;
    private static final float CHEAPER = 0.5f;
    private static final float MOST = 16;
    private static final float LEAST = 1 / 64f;

    private final GraspProperties properties;
    private float radius;
    private float qualityFactor = 1;
    private int misses;
    private @Nullable Tensor best;

    Budget(GraspProperties properties) {
        this.properties = properties;
        this.radius = (float) (2 * Math.pow(10, -(properties.psnr() + ROUNDING_DB) / 20));
    }

    /** Root mean square that the perturbation may have, in units of [-1,1]: PSNR = 20 log10(2 / radius). */
    float radius() {
        return radius;
    }

    /**
     * What to multiply the weights of SSIM and low frequencies with: less while similarity is kept and a manipulator is not
     * broken, more while similarity is lost.
     */
    float qualityFactor() {
        return qualityFactor;
    }

    /** The best perturbation yet: it breaks every manipulator and keeps the quality. */
    @Nullable
    Tensor best() {
        return best;
    }

    /** Whether nothing better is to be expected. */
    boolean settled() {
        return best != null && misses >= properties.patience();
    }

    /**
     * Takes note of a look at the 8-bit picture.
     *
     * @param weakest change of the edit that changes least, in parts of its threshold
     * @param delta the perturbation
     */
    void judge(float weakest, double psnr, double ssim, Tensor delta) {
        if (settled()) {
            return;
        }
        boolean broken = weakest >= properties.margin();
        boolean similar = ssim >= properties.ssim();
        if (!similar) {
            qualityFactor = Math.min(MOST, qualityFactor * DEARER);
        } else if (!broken) {
            qualityFactor = Math.max(LEAST, qualityFactor * CHEAPER);
        }
        if (broken && similar && psnr >= properties.psnr()) {
            best = delta;
            misses = 0;
            radius *= properties.weakening();
        } else if (best != null) {
            misses++;
        }
    }
}
