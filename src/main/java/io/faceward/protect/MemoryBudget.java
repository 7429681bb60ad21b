package io.faceward.protect;

import io.faceward.problem.Problem;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds what all requests hold together, such as decoded pixels or uploaded bytes, first come first served. Thread-safe. */
public final class MemoryBudget {

    private final int capacity;
    private final int largest;
    private final Duration patience;
    private final Semaphore free;
    private final Counter refused;

    /** A budget of which shares are taken by their size. */
    public MemoryBudget(int capacity, Duration patience, Counter refused) {
        this(capacity, capacity, patience, refused);
    }

    /**
     * @param largest the most that one request can need; more than the capacity counts as the capacity
     * @param patience how long a request waits for its share
     * @param refused counts those that waited in vain
     */
    MemoryBudget(int capacity, long largest, Duration patience, Counter refused) {
        this.capacity = capacity;
        this.largest = (int) Math.min(largest, capacity);
        this.patience = patience;
        this.free = new Semaphore(capacity, true);
        this.refused = refused;
    }

    /**
     * Takes the largest share, where the size is known only later; {@link Share#shrinkTo} gives the surplus
     * back then.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when the share is not free in time
     */
    public Share reserve() {
        return reserve(largest);
    }

    /**
     * Takes a share; one that is larger than all there is takes all.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when the share is not free in time
     */
    public Share reserve(long size) {
        Share share = nothingYet();
        share.growBy(size);
        return share;
    }

    /** A share that will grow. */
    public Share nothingYet() {
        return new Share();
    }

    private void take(int wanted) {
        try {
            if (free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        refused.increment();
        throw Problem.QUEUE_FULL.because("The photos in flight fill the memory set aside for them");
    }

    int inUse() {
        return capacity - free.availablePermits();
    }

    /** A part of the budget; whoever holds it closes it. For one thread. */
    public final class Share implements AutoCloseable {

        private int held;

        private Share() {}

        /** @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when that much is not free in time */
        public void growBy(long size) {
            int wanted = (int) Math.min(size, capacity - held);
            take(wanted);
            held += wanted;
        }

        public void shrinkTo(long size) {
            int kept = (int) Math.min(size, held);
            free.release(held - kept);
            held = kept;
        }

        @Override
        public void close() {
            shrinkTo(0);
        }
    }
}
