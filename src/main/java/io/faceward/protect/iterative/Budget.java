package io.faceward.protect.iterative;

import io.faceward.network.Tensor;
import io.faceward.protect.Quality;
import org.jspecify.annotations.Nullable;

/**
 * How strong one face's perturbation may be, and the best that was seen. It is led to the edge of what PSNR and SSIM
 * allow; a success takes some away. Where squares of faces overlap their perturbations add up in the photo, so each leaves
 * room for the others. For one thread.
 */
final class Budget {

    /** Aims a little beyond the edge, so that it is not missed for ever. */
    private static final double CAUTION = 0.98;

    /** What the steps have seen is some steps old, and not of the saved photo. */
    private static final double NEAR = 0.9;

    /** With room for as many times the strength, quality is no concern yet. */
    private static final double ROOMY = 1.15;

    private static final double MOST_LESS = 0.5;
    private static final double MOST_MORE = 1.25;

    /** Where the bound, and not the radius, is what limits, more radius changes nothing. */
    private static final double LARGEST = 2;

    private final GraspProperties properties;
    private final double crowding;
    private double radius;
    private boolean tight;
    private int misses;
    private boolean success;
    private double closest;
    private @Nullable Tensor best;

    /** @param crowding noise in the face's square by all faces of the photo, in parts of its own, at least 1 */
    Budget(GraspProperties properties, double crowding) {
        this.properties = properties;
        this.crowding = crowding;
        this.radius = allowed();
    }

    /** Whether the last look was near the edge of what PSNR and SSIM allow. */
    boolean tight() {
        return tight;
    }

    /** Root mean square that may be left of the perturbation, in units of [-1,1]: PSNR = 20 log10(2 / radius). */
    float radius() {
        return (float) radius;
    }

    /**
     * The weakest perturbation that broke every edit of every manipulator, or where none did, the one that came closest; always
     * one that kept the quality; null if none did.
     */
    @Nullable
    Tensor best() {
        return best;
    }

    /** Whether every edit of every manipulator was broken. */
    boolean success() {
        return success;
    }

    /** Whether nothing better is to be expected. */
    boolean settled() {
        return success && misses >= properties.patience();
    }

    /**
     * Whether a look at every edit may find success.
     *
     * @param nearness of success as the steps have seen it, see {@link Changes#success}
     */
    boolean promising(double nearness, Quality quality) {
        return !settled() && room(quality) >= 1 && nearness >= NEAR;
    }

    /**
     * Takes note of a look at the saved photo.
     *
     * @param nearness of success, see {@link Changes#success}
     * @param delta the perturbation
     */
    void judge(double nearness, Quality quality, Tensor delta) {
        if (settled()) {
            return;
        }
        double room = room(quality);
        tight = room < ROOMY;
        boolean broken = nearness >= 1;
        if (room < 1) {
            misses += success ? 1 : 0;
            radius *= Math.max(MOST_LESS, room * CAUTION);
        } else if (broken) {
            take(delta, nearness);
            success = true;
            misses = 0;
            radius *= properties.weakening();
        } else if (success) {
            misses++;
        } else {
            if (best == null || nearness > closest) {
                take(delta, nearness);
            }
            radius = Math.min(LARGEST * allowed(), radius * Math.min(MOST_MORE, Math.max(1, room * CAUTION)));
        }
    }

    /** What PSNR allows a perturbation whose every value survives the pasting. */
    private double allowed() {
        return 2 * Math.pow(10, -properties.psnr() / 20) / Math.sqrt(crowding);
    }

    private void take(Tensor delta, double nearness) {
        best = delta;
        closest = nearness;
    }

    /** How many times as strong the perturbation could be: both 1 - SSIM and the error grow with its square. */
    private double room(Quality quality) {
        double byPsnr = Math.pow(10, (quality.psnr() - properties.psnr()) / 20);
        Double ssim = quality.ssim();
        double alone =
                ssim == null || ssim == 1 ? byPsnr : Math.min(byPsnr, Math.sqrt((1 - properties.ssim()) / (1 - ssim)));
        return alone / Math.sqrt(crowding);
    }
}
