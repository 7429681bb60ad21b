package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.face.Patch;
import io.faceward.inference.Deadline;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Perturbs all crops of one photo at once; when one fails or the time is up, the others are dropped. */
final class Perturbation {

    private Perturbation() {}

    /** @throws ServiceException what the perturber answered, or {@link Problem#DEADLINE_EXCEEDED} */
    static List<Patch> of(
            List<Crop> crops, Perturber perturber, float epsilon, long seed, Deadline deadline, Progress progress) {
        List<CompletableFuture<Tensor>> pending = perturber.perturb(crops, epsilon, seed, deadline, progress);
        try {
            List<Patch> patches = new ArrayList<>(crops.size());
            for (int i = 0; i < crops.size(); i++) {
                patches.add(new Patch(crops.get(i).square(), deadline.await(pending.get(i), "The perturbation")));
            }
            return patches;
        } finally {
            pending.forEach(future -> future.cancel(true));
        }
    }
}
