package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/**
 * The low frequencies of a perturbation (Luo et al., "Frequency-driven imperceptible adversarial attack on semantic
 * similarity", CVPR 2022): L(δ) = ‖φ(δ)‖² / n over the n values of a face, where φ keeps the LL band of one Haar step and
 * goes back, which is the mean of every 2x2 block in each of its four pixels.
 */
public final class LowFrequency {

    private static final Shape BLOCK = new Shape(2, 2);

    private LowFrequency() {}

    /** φ of {@code [N,C,H,W]} with even sides. */
    public static NDArray of(NDArray x) {
        return Pool.avgPool2d(x, BLOCK, BLOCK, new Shape(0, 0), false, true)
                .repeat(2, 2)
                .repeat(3, 2);
    }

    /** L of every face, {@code [N]}. */
    public static NDArray loss(NDArray delta) {
        return PerFace.mean(of(delta).square());
    }

    /** The gradient of every face's L, {@code [N,C,H,W]}: (2/n) φ(δ), since φ is an orthogonal projection. */
    public static NDArray gradient(NDArray delta) {
        long values = delta.size() / delta.getShape().get(0);
        return of(delta).mul(2f / values);
    }
}
