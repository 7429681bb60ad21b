package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

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

    /**
     * Mean square of what is left of {@code [N,C,H,W]} after averaging blocks of {@code side x side}: its low
     * frequencies. With side 2 this is the Haar low-pass of SSAH (Luo et al., CVPR 2022).
     */
    public static NDArray lowFrequency(NDArray x, int side) {
        Shape block = new Shape(side, side);
        return Pool.avgPool2d(x, block, block, new Shape(0, 0), false, true)
                .square()
                .mean();
    }
}
