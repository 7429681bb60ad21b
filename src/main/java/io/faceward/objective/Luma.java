package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Differentiable luma: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
public final class Luma {

    private static final float[] WEIGHTS = {0.299f, 0.587f, 0.114f};

    private Luma() {}

    /** Of pictures {@code [N,3,H,W]}, {@code [N,1,H,W]}, in their manager. */
    public static NDArray of(NDArray rgb) {
        NDArray weights = rgb.getManager().create(WEIGHTS, new Shape(1, 3, 1, 1));
        return rgb.mul(weights).sum(new int[] {1}, true);
    }
}
