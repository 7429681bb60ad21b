package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/** Rounding that gradients pass as if it were not there (Bengio et al., arXiv 1308.3432). */
public final class StraightThrough {

    private static final float LEVELS = 127.5f;

    private StraightThrough() {}

    /** The nearest integers. */
    public static NDArray round(NDArray x) {
        return x.add(x.round().sub(x).stopGradient());
    }

    /** Pictures in [-1,1] as eight bits keep them. */
    public static NDArray eightBit(NDArray pictures) {
        return round(pictures.clip(-1, 1).add(1).mul(Scalar.of(LEVELS)))
                .div(Scalar.of(LEVELS))
                .sub(1);
    }
}
