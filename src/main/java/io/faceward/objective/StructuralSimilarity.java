package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/**
 * Differentiable structural similarity (Wang et al., IEEE TIP 2004): a Gaussian window of 11x11 with σ = 1.5, without
 * padding, C1 = (0.01·2)², C2 = (0.03·2)² for pictures in [-1,1].
 */
public final class StructuralSimilarity {

    private static final GaussianWindow WINDOW = new GaussianWindow(11, 1.5);
    private static final float C1 = 0.02f * 0.02f;
    private static final float C2 = 0.06f * 0.06f;

    private StructuralSimilarity() {}

    /** The mean over everything, in [-1,1], of pictures {@code [N,3,H,W]} with sides of at least 11. */
    public static NDArray of(NDArray a, NDArray b) {
        return map(a, b).mean();
    }

    /** The mean of each pair of pictures, {@code [N]}. */
    public static NDArray ofEach(NDArray a, NDArray b) {
        return PerFace.mean(map(a, b));
    }

    private static NDArray map(NDArray a, NDArray b) {
        NDArray meanA = WINDOW.filter(a, 0);
        NDArray meanB = WINDOW.filter(b, 0);
        NDArray product = meanA.mul(meanB);
        NDArray squares = meanA.square().add(meanB.square());
        NDArray covariance = WINDOW.filter(a.mul(b), 0).sub(product);
        NDArray variances = WINDOW.filter(a.square().add(b.square()), 0).sub(squares);
        return product.mul(Scalar.of(2))
                .add(C1)
                .mul(covariance.mul(Scalar.of(2)).add(C2))
                .div(squares.add(C1).mul(variances.add(C2)));
    }
}
