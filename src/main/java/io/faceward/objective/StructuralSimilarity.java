package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Differentiable structural similarity (Wang et al., IEEE TIP 2004): a Gaussian window of 11x11 with σ = 1.5, without
 * padding, C1 = (0.01·2)², C2 = (0.03·2)² for pictures in [-1,1].
 */
public final class StructuralSimilarity {

    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final float C1 = 0.02f * 0.02f;
    private static final float C2 = 0.06f * 0.06f;

    private StructuralSimilarity() {}

    /** The mean over everything, in [-1,1], of pictures {@code [N,3,H,W]} with sides of at least 11. */
    public static NDArray of(NDArray a, NDArray b) {
        NDArray window = window(a.getManager());
        NDArray meanA = filtered(a, window);
        NDArray meanB = filtered(b, window);
        NDArray product = meanA.mul(meanB);
        NDArray squares = meanA.square().add(meanB.square());
        NDArray covariance = filtered(a.mul(b), window).sub(product);
        NDArray variances = filtered(a.square().add(b.square()), window).sub(squares);
        return product.mul(2)
                .add(C1)
                .mul(covariance.mul(2).add(C2))
                .div(squares.add(C1).mul(variances.add(C2)))
                .mean();
    }

    private static NDArray filtered(NDArray x, NDArray window) {
        return Conv2d.conv2d(x, window, null, new Shape(1, 1), new Shape(0, 0), new Shape(1, 1), 3)
                .head();
    }

    private static NDArray window(NDManager manager) {
        float[] line = new float[WINDOW];
        float sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            line[i] = (float) Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += line[i];
        }
        float[] window = new float[3 * WINDOW * WINDOW];
        for (int i = 0; i < window.length; i++) {
            window[i] = line[i % WINDOW] * line[i / WINDOW % WINDOW] / (sum * sum);
        }
        return manager.create(window, new Shape(3, 1, WINDOW, WINDOW));
    }
}
