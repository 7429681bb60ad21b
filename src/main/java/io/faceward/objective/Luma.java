package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Differentiable luma: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
public final class Luma {

    private static final float[] WEIGHTS = {0.299f, 0.587f, 0.114f};

    private Luma() {}

    /** Of pictures {@code [N,3,H,W]}, {@code [N,1,H,W]}, in their manager. */
    public static NDArray of(NDArray rgb) {
        return channels(rgb.mul(weights(rgb)));
    }

    /** In every channel of pictures {@code [N,3,H,W]}, in their manager. */
    public static NDArray inEach(NDArray rgb) {
        return of(rgb).broadcast(rgb.getShape());
    }

    /** The adjoint of {@link #inEach}: the gradient with respect to colours from that with respect to their luma in each. */
    public static NDArray inEachBack(NDArray gradient) {
        return channels(gradient).mul(weights(gradient));
    }

    private static NDArray channels(NDArray x) {
        return x.sum(new int[] {1}, true);
    }

    private static NDArray weights(NDArray beside) {
        return beside.getManager().create(WEIGHTS, new Shape(1, 3, 1, 1));
    }
}
