package io.faceward.inference;

import java.time.Duration;
import java.util.Arrays;

/** How long something takes once it is warm. */
final class MedianTime {

    private static final int WARM_UP = 3;

    private MedianTime() {}

    /** What is timed. */
    @FunctionalInterface
    interface Work<E extends Exception> {
        void run() throws E;
    }

    /** The median over so many runs after the first few. */
    static <E extends Exception> Duration of(int repeats, Work<E> work) throws E {
        long[] nanos = new long[repeats];
        for (int i = -WARM_UP; i < repeats; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[repeats / 2]);
    }
}
