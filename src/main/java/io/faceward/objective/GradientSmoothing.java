package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/** Spreads a gradient over neighbouring pixels: a Gaussian of 5x5 with σ = 1, zeros beyond the edges. */
public final class GradientSmoothing {

    private static final GaussianWindow WINDOW = new GaussianWindow(5, 1);

    private GradientSmoothing() {}

    /** Of the same shape as the gradient, {@code [N,3,H,W]}. */
    public static NDArray of(NDArray gradient) {
        return WINDOW.filter(gradient, WINDOW.side() / 2);
    }
}
