package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import io.faceward.protect.Method;

/** An iterative method. Implementations are safe for concurrent use and the same on every run. */
interface Ascent {

    Method method();

    /** How many steps it takes at most. */
    int steps();

    /**
     * Perturbs faces.
     *
     * @param bound of the perturbation, in units of [-1,1]
     * @param steps asked before each step and told after it
     * @return the perturbation, of the shape of the pictures and in their manager, nowhere beyond the bound
     * @throws java.util.concurrent.CancellationException if nobody waits any more
     * @throws io.faceward.problem.ServiceException {@code DEADLINE_EXCEEDED}
     */
    NDArray run(FaceBatch faces, float bound, Steps steps);
}
