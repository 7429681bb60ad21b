package io.faceward.protect;

import io.faceward.inference.Deadline;
import io.faceward.inference.Item;
import io.faceward.inference.WorkerPool;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * One forward pass of a trained generator, shared with other requests by the pool's micro-batches. The model has the name
 * of the method. Crops may have any size that the model takes. Thread-safe.
 */
record GeneratorPerturber(Method method, WorkerPool pool) implements Perturber {

    /** The bound that generators are trained for, in units of [-1,1]. */
    private static final float TRAINED_BOUND = 0.05f;

    @Override
    public List<String> models(List<String> against) {
        return List.of(method.slug());
    }

    @Override
    public List<CompletableFuture<Perturbed>> perturb(Task task) {
        List<CompletableFuture<Perturbed>> pending =
                new ArrayList<>(task.crops().size());
        try {
            task.crops().forEach(crop -> pending.add(perturb(crop.image(), task.epsilon(), task.deadline())));
            return pending;
        } catch (RuntimeException refused) {
            pending.forEach(future -> future.cancel(true));
            throw refused;
        }
    }

    private CompletableFuture<Perturbed> perturb(Tensor crop, float epsilon, Deadline deadline) {
        CompletableFuture<Tensor> output = pool.submit(method.slug(), Item.of(crop), deadline);
        CompletableFuture<Perturbed> delta = output.thenApply(tensor -> new Perturbed(bounded(tensor, epsilon), null));
        // A dependent future does not hand its cancellation up, and the pool must not compute what nobody awaits.
        var unused = delta.whenComplete((done, failure) -> {
            if (failure instanceof CancellationException) {
                output.cancel(true);
            }
        });
        return delta;
    }

    private static Tensor bounded(Tensor output, float epsilon) {
        float scale = epsilon / (TRAINED_BOUND * Strength.GREY_LEVELS_PER_UNIT);
        float[] delta = new float[output.data().length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = scale * Math.max(-TRAINED_BOUND, Math.min(TRAINED_BOUND, output.data()[i]));
        }
        return new Tensor(delta, output.shape());
    }
}
