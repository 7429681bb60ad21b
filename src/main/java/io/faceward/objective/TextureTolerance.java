package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/**
 * Where a picture hides changes. For a change δ that does not follow the picture x, structural similarity (Wang et al., IEEE
 * TIP 2004) loses {@code 1 - SSIM ≈ mean of δ² w * 1 / (2σ² + C2)}, with the variance σ² of x under the same window w. What
 * rises most for a given loss is a gradient g at the rate {@code g / (w * 1 / (2σ² + C2))}: more in texture, less in skin.
 */
public final class TextureTolerance {

    private static final GaussianWindow WINDOW = new GaussianWindow(11, 1.5);
    private static final int PADDING = WINDOW.side() / 2;
    private static final float C2 = 0.06f * 0.06f;

    private TextureTolerance() {}

    /** The factor of the gradient for each value of pictures {@code [N,3,H,W]} in [-1,1]; its mean over each picture is 1. */
    public static NDArray of(NDArray x) {
        NDArray inside = WINDOW.filter(x.onesLike(), PADDING);
        NDArray mean = WINDOW.filter(x, PADDING).div(inside);
        NDArray variance = WINDOW.filter(x.square(), PADDING)
                .div(inside)
                .sub(mean.square())
                .maximum(0);
        NDArray loss = WINDOW.filter(variance.mul(2).add(C2).pow(-1), PADDING).div(inside);
        NDArray tolerance = loss.pow(-1);
        return tolerance.div(PerFace.each(PerFace.mean(tolerance), tolerance));
    }
}
