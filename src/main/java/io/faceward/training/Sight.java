package io.faceward.training;

import ai.djl.ndarray.NDArray;
import io.faceward.face.Crops;
import io.faceward.objective.Interpolation;
import io.faceward.objective.Visibility;

/** What people see of perturbations of aligned pictures. */
final class Sight {

    private Sight() {}

    /**
     * The {@link Visibility} in the crops that they are spread over: patterns of pixels of an aligned picture are nearly twice as
     * slow there.
     *
     * @param delta {@code [N,3,S,S]}
     * @param image of the same shape, in [-1,1]
     */
    static NDArray visibility(NDArray delta, NDArray image, float epsilon) {
        return Visibility.of(enlarged(delta), enlarged(image), epsilon);
    }

    private static NDArray enlarged(NDArray picture) {
        return Interpolation.bilinear(picture, Crops.SIDE, Crops.SIDE);
    }
}
