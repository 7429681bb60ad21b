package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/** Differentiable measures of how far two batches are apart. Each answers one number as a scalar array. */
public final class Distances {

    private Distances() {}

    /** Mean over everything of (a - b)². */
    public static NDArray meanSquare(NDArray a, NDArray b) {
        return a.sub(b).square().mean();
    }

    /** Mean over the batch of the cosine between unit embeddings {@code [N,D]}, in [-1,1]. */
    public static NDArray cosine(NDArray a, NDArray b) {
        return a.mul(b).sum(new int[] {1}).mean();
    }
}
