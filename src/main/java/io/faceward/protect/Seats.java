package io.faceward.protect;

import io.faceward.inference.Deadline;
import io.faceward.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the photos that are worked on at once, first come, first served: side by side they would take turns on the
 * processors, and all be late. Who would wait too long is refused. Thread-safe.
 */
final class Seats {

    /** For photos that are counted elsewhere. */
    static final Seats UNBOUNDED =
            new Seats(Integer.MAX_VALUE, Duration.ZERO, new CompositeMeterRegistry().counter("none"));

    /** Weight of what was known before: the last five or so photos count. */
    private static final double MEMORY = 0.8;

    private final int size;
    private final Duration patience;
    private final Counter refused;
    private final Semaphore free;
    private final AtomicInteger admitted = new AtomicInteger();

    /** That a photo has its seat; zero before the first has left. */
    private double seconds;

    /**
     * @param size photos that are worked on at once
     * @param patience how long a photo may be expected to wait
     * @param refused counts those that would wait longer
     */
    Seats(int size, Duration patience, Counter refused) {
        this.size = size;
        this.patience = patience;
        this.refused = refused;
        this.free = new Semaphore(size, true);
    }

    /**
     * Lets a photo wait for a seat. Whoever takes the ticket closes it.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when the photos before it would take too long
     */
    Ticket admit() {
        int before = Math.max(0, admitted.getAndIncrement() + 1 - size);
        Duration wait = Duration.ofNanos(Math.round(1e9 * seconds() * before / size));
        if (wait.compareTo(patience) > 0) {
            admitted.decrementAndGet();
            refused.increment();
            throw Problem.QUEUE_FULL
                    .because("The photos that wait take %d s".formatted(wait.toSeconds()))
                    .limit(patience.toSeconds(), wait.toSeconds());
        }
        return new Ticket();
    }

    private synchronized double seconds() {
        return seconds;
    }

    private synchronized void took(double now) {
        seconds = seconds == 0 ? now : MEMORY * seconds + (1 - MEMORY) * now;
    }

    /** A photo that waits for its seat, then has it. For one thread. */
    final class Ticket implements AutoCloseable {

        private boolean seated;
        private long sinceNanos;

        private Ticket() {}

        /** @throws io.faceward.problem.ServiceException {@link Problem#DEADLINE_EXCEEDED} when no seat became free in time */
        Ticket sit(Deadline deadline) {
            try {
                if (!free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                    throw Problem.DEADLINE_EXCEEDED.because("The photos before this one took too long");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw Problem.MODEL_UNAVAILABLE
                        .because("Faceward is shutting down")
                        .causedBy(interrupted);
            }
            seated = true;
            sinceNanos = System.nanoTime();
            return this;
        }

        /** The photo is done, unlike one that fails early and tells nothing about the pace. */
        void done() {
            took((System.nanoTime() - sinceNanos) / 1e9);
        }

        @Override
        public void close() {
            admitted.decrementAndGet();
            if (seated) {
                free.release();
            }
        }
    }
}
