package io.faceward.inference;

import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One admitted item on its way to an answer. Thread-safe. */
final class Work {

    /** What may be computed together. */
    record Lane(String model, List<List<Long>> shapes, long alone) {}

    private enum Stage {
        WAITING,
        STARTED,
        DROPPED
    }

    private static final long IN_COMPANY = -1;

    private final WorkQueue queue;
    private final String model;
    private final Item item;
    private final Deadline deadline;
    private final long admittedNanos = System.nanoTime();
    private final CompletableFuture<Tensor> future = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile Lane lane;
    private volatile long sequence;
    private volatile @Nullable Duration waited;

    Work(WorkQueue queue, String model, Item item, Deadline deadline) {
        this.queue = queue;
        this.model = model;
        this.item = item;
        this.deadline = deadline;
        this.lane = new Lane(model, shapes(item), IN_COMPANY);
    }

    private static List<List<Long>> shapes(Item item) {
        return item.inputs().stream()
                .map(input -> LongStream.of(input.shape()).boxed().toList())
                .toList();
    }

    /** The queue has it. */
    void admit(long sequence) {
        this.sequence = sequence;
    }

    long sequence() {
        return sequence;
    }

    String model() {
        return model;
    }

    Item item() {
        return item;
    }

    Lane lane() {
        return lane;
    }

    CompletableFuture<Tensor> future() {
        return future;
    }

    boolean done() {
        return future.isDone();
    }

    /** Nanoseconds since admission. */
    long age() {
        return System.nanoTime() - admittedNanos;
    }

    /** Claims the work for computing; false if it was cancelled, failed or has expired, and always false from then on. */
    boolean start() {
        if (deadline.expired()) {
            expire();
            return false;
        }
        if (!stage.compareAndSet(Stage.WAITING, Stage.STARTED)) {
            return false;
        }
        waited = Duration.ofNanos(age());
        return true;
    }

    /** From admission until a model was about to see it, or until now. */
    Duration waited() {
        Duration known = waited;
        return known == null ? Duration.ofNanos(age()) : known;
    }

    /** Gives the work up unless it has been started; true for the call that did. */
    boolean drop() {
        return stage.compareAndSet(Stage.WAITING, Stage.DROPPED);
    }

    /** Makes taken work wait again, apart from any other because it may be what killed its worker; true only once. */
    boolean retry() {
        if (lane.alone != IN_COMPANY || done()) {
            return false;
        }
        lane = new Lane(lane.model, lane.shapes, sequence);
        return stage.getAndUpdate(now -> now == Stage.STARTED ? Stage.WAITING : now) != Stage.DROPPED;
    }

    void answer(Tensor answer) {
        // The place in the queue is free before the caller learns of the answer, so that it may be used at once.
        queue.forget(this);
        future.complete(answer);
    }

    void fail(ServiceException reason) {
        queue.forget(this);
        future.completeExceptionally(reason);
    }

    void expire() {
        fail(Problem.DEADLINE_EXCEEDED
                .because("The deadline passed before model '%s' had answered".formatted(model))
                .with("step", "inference"));
    }
}
