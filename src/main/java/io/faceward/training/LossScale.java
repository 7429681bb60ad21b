package io.faceward.training;

import ai.djl.ndarray.NDArray;

/** How the measures of a destroyed edit are added up. */
public enum LossScale {

    /** As they are, with the weights of ID-Guard's code. */
    LINEAR(1, 0.1f, 0.01f) {
        @Override
        NDArray of(NDArray meanSquares) {
            return meanSquares.mean();
        }
    },

    /**
     * Squares as their logarithms: the gradient stays alive from the first step, where they are tiny, to the last, and a
     * face, or a manipulator, that changes little counts as much as one that changes easily.
     */
    LOGARITHMIC(1, 5, 0.5f) {
        @Override
        NDArray of(NDArray meanSquares) {
            return meanSquares.add(FLOOR).log().mean();
        }
    };

    private static final float FLOOR = 1e-7f;

    final float mask;
    final float identity;
    final float feature;

    LossScale(float mask, float identity, float feature) {
        this.mask = mask;
        this.identity = identity;
        this.feature = feature;
    }

    /** One number of a mean square per face, {@code [N]}. */
    abstract NDArray of(NDArray meanSquares);
}
