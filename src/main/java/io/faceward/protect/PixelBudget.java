package io.faceward.protect;

import io.faceward.problem.Problem;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the decoded pixels that all requests hold together, first come first served. Thread-safe. */
public final class PixelBudget {

    private final int capacity;
    private final int largest;
    private final Duration patience;
    private final Semaphore free;
    private final Counter refused;

    /**
     * @param largest the most pixels that one photo can have; more than the capacity counts as the capacity
     * @param patience how long a request waits for its share
     * @param refused counts those that waited in vain
     */
    PixelBudget(int capacity, long largest, Duration patience, Counter refused) {
        this.capacity = capacity;
        this.largest = (int) Math.min(largest, capacity);
        this.patience = patience;
        this.free = new Semaphore(capacity, true);
        this.refused = refused;
    }

    /**
     * Takes the share of the largest photo, where the size is known only later; {@link Share#shrinkTo} gives the surplus
     * back then.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when the share is not free in time
     */
    public Share reserve() {
        return reserve(largest);
    }

    /**
     * Takes the share of a photo; one that is larger than all there is takes all.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when the share is not free in time
     */
    public Share reserve(long pixels) {
        int wanted = (int) Math.min(pixels, capacity);
        try {
            if (free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Share(wanted);
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

        private Share(int held) {
            this.held = held;
        }

        public void shrinkTo(long pixels) {
            int kept = (int) Math.min(pixels, held);
            free.release(held - kept);
            held = kept;
        }

        @Override
        public void close() {
            shrinkTo(0);
        }
    }
}
