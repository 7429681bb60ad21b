package io.faceward.protect;

import io.faceward.face.AlignedCrop;
import io.faceward.face.Crop;
import io.faceward.inference.Deadline;
import io.faceward.inference.Item;
import io.faceward.inference.Place;
import io.faceward.inference.WorkerPool;
import io.faceward.network.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The items of one photo in the queue of the pool: the place of one face beforehand, those of others when they are found. */
final class GeneratorTurn implements Turn {

    /** The bound that generators are trained for, in units of [-1,1]. */
    private static final float TRAINED_BOUND = 0.05f;

    private final String model;
    private final int side;
    private final WorkerPool pool;
    private final List<Place> places = new ArrayList<>();

    /** @throws io.faceward.problem.ServiceException {@code QUEUE_FULL} */
    GeneratorTurn(String model, int side, WorkerPool pool) {
        this.model = model;
        this.side = side;
        this.pool = pool;
        places.add(pool.reserve());
    }

    @Override
    public List<CompletableFuture<Perturbed>> perturb(Task task) {
        while (places.size() < task.crops().size()) {
            places.add(pool.reserve());
        }
        List<CompletableFuture<Perturbed>> pending = new ArrayList<>();
        for (int i = 0; i < task.crops().size(); i++) {
            pending.add(perturb(places.get(i), task.crops().get(i), task.epsilon(), task.deadline()));
        }
        return pending;
    }

    private CompletableFuture<Perturbed> perturb(Place place, Crop crop, float epsilon, Deadline deadline) {
        AlignedCrop aligned = AlignedCrop.of(crop, side);
        CompletableFuture<Tensor> output = place.submit(model, Item.of(aligned.image()), deadline);
        CompletableFuture<Perturbed> delta =
                output.thenApply(tensor -> new Perturbed(aligned.spread(bounded(tensor, epsilon)), null));
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

    @Override
    public Duration waited() {
        return places.stream().map(Place::waited).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        places.forEach(Place::close);
    }
}
