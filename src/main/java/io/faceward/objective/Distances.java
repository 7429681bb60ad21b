package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/** Differentiable measures of how far two batches are apart. Each answers one number as a scalar array. */
public final class Distances {

    private Distances() {}

    /** Mean over everything of (a - b)². */
    public static NDArray meanSquare(NDArray a, NDArray b) {
        return a.sub(b).square().mean();
    }

    /** Σ (a - b)² / Σ b² over everything. */
    public static NDArray relativeSquare(NDArray a, NDArray b) {
        return meanSquare(a, b).div(b.square().mean());
    }

    /** Mean over everything of |a - b|. */
    public static NDArray meanAbsolute(NDArray a, NDArray b) {
        return a.sub(b).abs().mean();
    }

    /**
     * Mean of (a - b)² over a region: Σ w·(a - b)² / (C·Σ w), as L2_face of ID-Guard (Qu et al., arXiv 2409.13349).
     *
     * @param a {@code [N,C,H,W]}, as {@code b}
     * @param weight {@code [N,1,H,W]}, not negative and not zero everywhere
     */
    public static NDArray meanSquare(NDArray a, NDArray b, NDArray weight) {
        long channels = a.getShape().get(1);
        return a.sub(b).square().mul(weight).sum().div(weight.sum().mul(channels));
    }

    /** Mean over the batch of the cosine between unit embeddings {@code [N,D]}, in [-1,1]. */
    public static NDArray cosine(NDArray a, NDArray b) {
        return a.mul(b).sum(new int[] {1}).mean();
    }
}
