package io.faceward.protect;

import org.jspecify.annotations.Nullable;

/** Hears how far the perturbation of a photo is. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress SILENT = (done, total, psnr) -> {};

    /**
     * Told after every step, on the thread that computes, which waits for it.
     *
     * @param done steps taken; it may jump, since an ascent may end early
     * @param total steps at most, of all faces
     * @param psnr of the saved crop in dB when it was last looked at, of the worst face of the batch, or null before
     */
    void step(int done, int total, @Nullable Double psnr);
}
