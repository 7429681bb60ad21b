package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.faceward.objective.Scalar;

/**
 * The detector's loss: quality focal loss of the scores (Li et al., Generalized Focal Loss, NeurIPS 2020), whose target is
 * the overlap of the found box with the true one; generalised intersection over union of the boxes (Rezatofighi et al.,
 * CVPR 2019); mean absolute error of the landmarks in parts of the face's size. Each is a sum over the points of faces
 * divided by their number.
 */
record DetectorLoss(NDArray total, NDArray score, NDArray box, NDArray landmarks, NDArray overlap) {

    private static final float BOX = 2;
    private static final float LANDMARKS = 15;

    /** Beyond e^±5 strides there is no face. */
    private static final float LARGEST_LOGARITHM = 5;

    /** Logits beyond which σ is flat; beyond 88 the gradient of its formula would be infinity times zero. */
    private static final float STEEP = 30;

    /**
     * Compares.
     *
     * @param found {@code [N,15,P]} as the network answers in training
     */
    static DetectorLoss of(NDArray found, GridTargets targets, NDManager manager) {
        NDArray positive = targets.positive(manager);
        NDArray count = positive.sum().maximum(Scalar.of(1));
        NDArray geometry = targets.geometry(manager);
        Boxes box = Boxes.of(
                found.get(channels(1, 3))
                        .clip(-LARGEST_LOGARITHM, LARGEST_LOGARITHM)
                        .exp(),
                found.get(channels(3, 4)),
                found.get(channels(9, 10)));
        Boxes truth =
                Boxes.of(geometry.get(channels(0, 2)), geometry.get(channels(2, 3)), geometry.get(channels(8, 9)));
        NDArray overlap = box.overlap(truth);
        NDArray boxes =
                box.enclosingGap(truth).add(1).sub(overlap).mul(positive).sum().div(count);
        NDArray quality = overlap.stopGradient().mul(positive);
        NDArray scores = focal(found.get(channels(0, 1)), quality)
                .mul(targets.counted(manager))
                .sum()
                .div(count);
        NDArray landmarks = found.get(channels(4, 9))
                .sub(geometry.get(channels(3, 8)))
                .abs()
                .add(found.get(channels(10, 15))
                        .sub(geometry.get(channels(9, 14)))
                        .abs())
                .mul(positive)
                .div(targets.sizes(manager))
                .sum()
                .div(count.mul(Scalar.of(10)));
        NDArray total = scores.add(boxes.mul(Scalar.of(BOX))).add(landmarks.mul(Scalar.of(LANDMARKS)));
        return new DetectorLoss(total, scores, boxes, landmarks, quality.sum().div(count));
    }

    /** |y - σ(x)|² · (log(1 + e^-|x|) + max(x, 0) - x·y). */
    static NDArray focal(NDArray logit, NDArray target) {
        NDArray entropy = logit.abs()
                .neg()
                .exp()
                .add(1)
                .log()
                .add(logit.maximum(Scalar.of(0)))
                .sub(logit.mul(target));
        NDArray sigmoid = logit.clip(-STEEP, STEEP).neg().exp().add(1).pow(Scalar.of(-1));
        return target.sub(sigmoid).square().mul(entropy);
    }

    private static NDIndex channels(int from, int to) {
        return new NDIndex(":,%d:%d,:".formatted(from, to));
    }

    /** Edges of boxes, each {@code [N,1,P]}. */
    private record Boxes(NDArray left, NDArray top, NDArray right, NDArray bottom) {

        static Boxes of(NDArray sizes, NDArray x, NDArray y) {
            NDArray halfWidth = sizes.get(channels(0, 1)).div(Scalar.of(2));
            NDArray halfHeight = sizes.get(channels(1, 2)).div(Scalar.of(2));
            return new Boxes(x.sub(halfWidth), y.sub(halfHeight), x.add(halfWidth), y.add(halfHeight));
        }

        NDArray area() {
            return right.sub(left).mul(bottom.sub(top));
        }

        NDArray common(Boxes other) {
            NDArray width = NDArrays.minimum(right, other.right).sub(NDArrays.maximum(left, other.left));
            NDArray height = NDArrays.minimum(bottom, other.bottom).sub(NDArrays.maximum(top, other.top));
            return width.maximum(Scalar.of(0)).mul(height.maximum(Scalar.of(0)));
        }

        NDArray union(Boxes other) {
            return area().add(other.area()).sub(common(other));
        }

        NDArray overlap(Boxes other) {
            return common(other).div(union(other));
        }

        /** The part of the smallest box around both that neither covers. */
        NDArray enclosingGap(Boxes other) {
            NDArray width = NDArrays.maximum(right, other.right).sub(NDArrays.minimum(left, other.left));
            NDArray height = NDArrays.maximum(bottom, other.bottom).sub(NDArrays.minimum(top, other.top));
            NDArray hull = width.mul(height);
            return hull.sub(union(other)).div(hull);
        }
    }
}
