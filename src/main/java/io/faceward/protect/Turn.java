package io.faceward.protect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a photo may be computed on, held from before it is decoded until it is answered. For one thread. */
public interface Turn extends AutoCloseable {

    /**
     * Starts the work and returns at once; once.
     *
     * @return one for each crop; it fails with {@link io.faceward.problem.ServiceException}; cancelling all of them drops
     *     the work
     * @throws io.faceward.problem.ServiceException {@code QUEUE_FULL} when the photo has more faces than there is room
     *     for; then none is under way
     */
    List<CompletableFuture<Perturbed>> perturb(Task task);

    /** How long the work waited before the first of it began. */
    Duration waited();

    /** Gives back what no work was started on. */
    @Override
    void close();
}
