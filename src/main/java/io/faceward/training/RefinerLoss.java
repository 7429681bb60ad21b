package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.faceward.objective.Scalar;

/**
 * The refiner's loss: focal loss of the scores (Lin et al., ICCV 2017), wing loss (Feng et al., CVPR 2018) of boxes in parts
 * of the close-up, absolute error of landmarks in parts of the distance of the eyes, as they are judged. The score is the mean
 * over the proposals that are judged, the others over the faces.
 */
record RefinerLoss(NDArray total, NDArray score, NDArray box, NDArray landmarks) {

    private static final float SCORE = 8;
    private static final float BOX = 0.5f;
    private static final float LANDMARK = 12;

    /** Errors up to this size, in parts of the close-up, count by their logarithm. */
    private static final float WING = 0.06f;

    /** The error at which the logarithm begins to bend. */
    private static final float CURVATURE = 0.01f;

    private static final NDIndex LOGIT = new NDIndex(":,0:1");
    private static final NDIndex GEOMETRY = new NDIndex(":,1:15");
    private static final NDIndex SIZES = new NDIndex(":,0:2");
    private static final NDIndex CENTRE_X = new NDIndex(":,2:3");
    private static final NDIndex CENTRE_Y = new NDIndex(":,8:9");
    private static final NDIndex LANDMARKS_X = new NDIndex(":,3:8");
    private static final NDIndex LANDMARKS_Y = new NDIndex(":,9:14");

    /**
     * Compares.
     *
     * @param found {@code [N,15]} as the network answers in training
     */
    static RefinerLoss of(NDArray found, RefinerTargets targets, NDManager manager) {
        NDArray judged = targets.judged(manager);
        NDArray located = targets.located(manager);
        NDArray faces = located.sum().maximum(Scalar.of(1));
        NDArray score = DetectorLoss.focal(found.get(LOGIT), targets.face(manager))
                .mul(judged)
                .sum()
                .div(judged.sum().maximum(Scalar.of(1)));
        NDArray errors = found.get(GEOMETRY).sub(targets.geometry(manager)).mul(located);
        NDArray wings = wing(errors);
        NDArray box = wings.get(SIZES)
                .sum()
                .add(wings.get(CENTRE_X).sum())
                .add(wings.get(CENTRE_Y).sum())
                .div(faces.mul(Scalar.of(4)));
        NDArray distances = errors.abs().div(targets.eyes(manager));
        NDArray landmarks = distances
                .get(LANDMARKS_X)
                .sum()
                .add(distances.get(LANDMARKS_Y).sum())
                .div(faces.mul(Scalar.of(10)))
                .mul(Scalar.of(LANDMARK));
        return new RefinerLoss(
                score.mul(Scalar.of(SCORE)).add(box.mul(Scalar.of(BOX))).add(landmarks), score, box, landmarks);
    }

    /** ln(1 + |x|/ε) up to w, from there on |x|/w with the same value at w; of both in units of w. */
    private static NDArray wing(NDArray error) {
        NDArray size = error.abs();
        NDArray small =
                size.minimum(Scalar.of(WING)).div(Scalar.of(CURVATURE)).add(1).log();
        return small.add(size.sub(WING).maximum(Scalar.of(0)).div(Scalar.of(WING)));
    }
}
