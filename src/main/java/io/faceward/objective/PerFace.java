package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Figures of each face of a batch {@code [N,...]} by itself, so that a batch changes nothing for any of its faces. */
public final class PerFace {

    /** Below it a gradient counts as none. */
    private static final float LEAST_NORM = 1e-12f;

    private PerFace() {}

    /** The mean of each, {@code [N]}. */
    public static NDArray mean(NDArray x) {
        return x.reshape(x.getShape().get(0), -1).mean(new int[] {1});
    }

    /** The inner product of each, shaped {@code [N,1,...]} to be multiplied with the batch. */
    static NDArray dot(NDArray a, NDArray b) {
        return each(a.mul(b).reshape(a.getShape().get(0), -1).sum(new int[] {1}), a);
    }

    /** Each with a Euclidean norm of 1; a zero one stays zero. */
    public static NDArray unit(NDArray x) {
        return x.div(dot(x, x).sqrt().maximum(Scalar.of(LEAST_NORM)));
    }

    /** One number for each, {@code [N]}, in the shape {@code [N,1,...]} that multiplies a batch such as {@code x}. */
    public static NDArray each(NDArray numbers, NDArray x) {
        long[] shape = new long[x.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[0] = numbers.size();
        return numbers.reshape(new Shape(shape));
    }
}
