package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.inference.Deadline;
import java.util.List;

/**
 * The faces of one photo, to be perturbed.
 *
 * @param crops {@code [3,256,256]} each; the result of one does not depend on the others
 * @param proof shows what becomes of a perturbation
 * @param epsilon bound in grey levels of 255
 * @param against ids of the manipulators to break, or none for those that are configured
 * @param seed start of the randomness; a method without any ignores it
 * @param progress told by methods that take more than one step
 */
public record Task(
        List<Crop> crops,
        Proof proof,
        float epsilon,
        List<String> against,
        long seed,
        Deadline deadline,
        Progress progress) {

    public Task {
        crops = List.copyOf(crops);
        against = List.copyOf(against);
    }

    /** The bound in units of the networks' range [-1,1]. */
    public float bound() {
        return epsilon / Strength.GREY_LEVELS_PER_UNIT;
    }
}
