package io.faceward.protect;

import java.util.List;

/** Computes the perturbations of the faces of a photo. Implementations are safe for concurrent use. */
public interface Perturber {

    Method method();

    /**
     * Ids of the models of the bundle that take part: the generator, or the manipulators that an iterative method attacks.
     *
     * @param against ids of the manipulators that the caller chose, or none; only a method with steps lets choose
     * @throws io.faceward.problem.ServiceException {@code MODEL_UNAVAILABLE} when the bundle has none, {@code
     *     BAD_PARAMETER} when it has not the chosen one
     */
    List<String> models(List<String> against);

    /** Steps that it takes at most for a face: one forward pass is one step. */
    default int steps() {
        return 1;
    }

    /**
     * Takes a place in the line for a photo, before anything is done for it. Whoever takes it closes it.
     *
     * @throws io.faceward.problem.ServiceException {@code QUEUE_FULL} when no more work is taken
     */
    Turn admit();
}
