package io.faceward.protect;

import io.faceward.inference.Deadline;
import io.faceward.network.Tensor;
import java.util.concurrent.CompletableFuture;

/** Computes the perturbation of one crop. Implementations are safe for concurrent use. */
public interface Perturber {

    Method method();

    /** Id of the model of the bundle that does the work. */
    String model();

    /**
     * Starts the work and returns at once.
     *
     * @param crop {@code [3,256,256]} float32 RGB in [-1,1]
     * @param epsilon bound in grey levels of 255
     * @param seed start of the randomness; a method without any ignores it
     * @return the perturbation, {@code [3,256,256]} in the units of the crop, nowhere beyond the bound; it fails with
     *     {@link io.faceward.problem.ServiceException}; cancelling it drops the work
     * @throws io.faceward.problem.ServiceException {@code QUEUE_FULL} when no more work is taken
     */
    CompletableFuture<Tensor> perturb(Tensor crop, float epsilon, long seed, Deadline deadline);
}
