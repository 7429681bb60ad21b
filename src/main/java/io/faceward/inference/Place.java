package io.faceward.inference;

import io.faceward.network.Tensor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Room for one item in the queue of a pool, taken before the item is there, so that who finds none is told before any work.
 * For one thread.
 */
public final class Place implements AutoCloseable {

    private final WorkerPool pool;
    private boolean free = true;
    private @Nullable Work work;

    Place(WorkerPool pool) {
        this.pool = pool;
    }

    /**
     * Puts the item into the queue, once; from then on its answer decides when the room is free again.
     *
     * @return as {@link WorkerPool#submit}
     */
    public CompletableFuture<Tensor> submit(String model, Item item, Deadline deadline) {
        if (!free) {
            throw new IllegalStateException("a place takes one item");
        }
        free = false;
        work = pool.enqueue(model, item, deadline);
        return work.future();
    }

    /** How long the item waited, or waits, for a model. */
    public Duration waited() {
        return work == null ? Duration.ZERO : work.waited();
    }

    /** Gives the room back unless an item has it. */
    @Override
    public void close() {
        if (free) {
            free = false;
            pool.release();
        }
    }
}
