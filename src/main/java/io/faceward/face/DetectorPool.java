package io.faceward.face;

import io.faceward.problem.Problem;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lends a fixed number of detectors, each to one thread at a time. Safe for concurrent use. */
final class DetectorPool implements AutoCloseable {

    private final BlockingQueue<NativeDetector> free = new LinkedBlockingQueue<>();
    private final int size;
    private final Duration wait;

    DetectorPool(Supplier<NativeDetector> source, int size, Duration wait) {
        this.size = size;
        this.wait = wait;
        Stream.generate(source).limit(size).forEach(free::add);
    }

    /**
     * Runs a task with a detector that nobody else uses meanwhile.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL} when none became free in time
     */
    <T> T with(Function<NativeDetector, T> task) {
        NativeDetector detector = borrow();
        try {
            return task.apply(detector);
        } finally {
            free.add(detector);
        }
    }

    private NativeDetector borrow() {
        try {
            NativeDetector detector = free.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (detector != null) {
                return detector;
            }
            throw Problem.QUEUE_FULL.because("No face detector became free within %d ms".formatted(wait.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.QUEUE_FULL
                    .because("The wait for a face detector was interrupted")
                    .causedBy(e);
        }
    }

    /** Waits for lent detectors and frees all. */
    @Override
    public void close() {
        for (int i = 0; i < size; i++) {
            borrow().close();
        }
    }
}
