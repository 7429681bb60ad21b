package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.faceward.objective.Distances;
import io.faceward.objective.Interpolation;
import io.faceward.objective.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * How well one manipulator's edits are destroyed: the negative of L_k of ID-Guard (Qu et al., arXiv 2409.13349, equations 3
 * to 8), to be minimised: −w₁ s(L_mask) + w₂ cos(ID(y'), ID(y)) − w₃ s(L_feat), with s the scale. Immutable.
 *
 * @param form of the mask loss
 * @param mask w₁
 * @param identity w₂
 * @param feature w₃
 */
record DestructionLoss(LossScale scale, MaskForm form, float mask, float identity, float feature) {

    /**
     * What a manipulator made of some faces.
     *
     * @param image {@code [N,3,H,W]}
     * @param features in the middle of the network, {@code [N,C,H',W']}, or null where it tells none
     * @param embedding who is in the image, {@code [N,D]} of unit length
     */
    record Edited(NDArray image, @Nullable NDArray features, NDArray embedding) {}

    /** One number, differentiable in the broken edits. */
    NDArray of(Edited clean, Edited broken, MaskForm.Regions regions) {
        NDArray loss = identity(clean, broken).mul(Scalar.of(identity));
        if (mask != 0) {
            loss = loss.sub(
                    scale.of(form.of(broken.image.sub(clean.image), regions)).mul(Scalar.of(mask)));
        }
        if (feature != 0 && clean.features != null && broken.features != null) {
            loss = loss.sub(scale.of(feature(clean.features, broken.features, regions.mask()))
                    .mul(Scalar.of(feature)));
        }
        return loss;
    }

    /** Equation 6 as it is meant: the mean cosine of the embeddings, which is to fall. */
    static NDArray identity(Edited clean, Edited broken) {
        return Distances.cosine(broken.embedding, clean.embedding);
    }

    /** Equation 7: mean square change of the features inside the mask, of each face. */
    static NDArray feature(NDArray clean, NDArray broken, NDArray mask) {
        return MaskForm.weighted(broken.sub(clean), resized(mask, clean));
    }

    /** A mask at the size of features, corners on corners as in the original code. */
    static NDArray resized(NDArray mask, NDArray features) {
        Shape shape = features.getShape();
        return Interpolation.cornerAligned(mask, (int) shape.get(2), (int) shape.get(3));
    }
}
