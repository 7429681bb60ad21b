package io.faceward.objective;

import ai.djl.ndarray.NDArray;

/** Losses of classifiers. */
public final class Classification {

    private Classification() {}

    /**
     * Binary cross-entropy of logits: the sum over the classes, averaged over the batch.
     *
     * @param logits {@code [N,K]}
     * @param labels {@code [N,K]} in [0,1]
     */
    public static NDArray binaryCrossEntropy(NDArray logits, NDArray labels) {
        NDArray each = logits.maximum(Scalar.of(0))
                .sub(logits.mul(labels))
                .add(logits.abs().neg().exp().add(1).log());
        return each.sum().div(Scalar.of(logits.getShape().get(0)));
    }

    /** −log p of one class out of two, p = 1 / (1 + exp(−logit)) for the positive one: the mean over everything. */
    public static NDArray surprise(NDArray logits, boolean positive) {
        NDArray against = positive ? logits.neg() : logits;
        return against.maximum(Scalar.of(0))
                .add(logits.abs().neg().exp().add(1).log())
                .mean();
    }
}
