package io.faceward.protect;

import io.faceward.face.Crop;
import io.faceward.face.Patch;
import io.faceward.inference.Deadline;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Perturbs all crops of one photo at once; when one fails or the time is up, the others are dropped. */
final class Perturbation {

    private Perturbation() {}

    /** @throws ServiceException what the perturber answered, or {@link Problem#DEADLINE_EXCEEDED} */
    static List<Patch> of(List<Crop> crops, Perturber perturber, float epsilon, long seed, Deadline deadline) {
        List<CompletableFuture<Tensor>> pending = new ArrayList<>(crops.size());
        try {
            for (Crop crop : crops) {
                pending.add(perturber.perturb(crop.image(), epsilon, seed, deadline));
            }
            List<Patch> patches = new ArrayList<>(crops.size());
            for (int i = 0; i < crops.size(); i++) {
                patches.add(new Patch(crops.get(i).square(), await(pending.get(i), deadline)));
            }
            return patches;
        } finally {
            pending.forEach(future -> future.cancel(true));
        }
    }

    private static Tensor await(CompletableFuture<Tensor> future, Deadline deadline) {
        try {
            return future.get(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw Problem.DEADLINE_EXCEEDED.because("The perturbation was not ready in time");
        } catch (CancellationException dropped) {
            throw Problem.INTERNAL.because("The perturbation was dropped").causedBy(dropped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ServiceException refusal) {
                throw refusal;
            }
            throw Problem.INTERNAL.because("The perturbation failed").causedBy(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.MODEL_UNAVAILABLE.because("Faceward is shutting down").causedBy(interrupted);
        }
    }
}
