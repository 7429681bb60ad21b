package io.faceward.protect;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Perturbs all crops of one photo at once; when one fails or the time is up, the others are dropped. */
final class Perturbation {

    private Perturbation() {}

    /** @throws ServiceException what the perturber answered, or {@link Problem#DEADLINE_EXCEEDED} */
    static List<Perturbed> of(Task task, Turn turn) {
        List<CompletableFuture<Perturbed>> pending = turn.perturb(task);
        try {
            List<Perturbed> perturbed = new ArrayList<>(pending.size());
            for (CompletableFuture<Perturbed> face : pending) {
                perturbed.add(task.deadline().await(face, "The perturbation"));
            }
            return perturbed;
        } finally {
            pending.forEach(future -> future.cancel(true));
        }
    }
}
