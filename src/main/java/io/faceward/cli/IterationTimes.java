package io.faceward.cli;

import io.faceward.protect.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times the iterations of a photo and, between them, something to compare them with: what slows the machine slows both. For
 * one thread.
 */
final class IterationTimes implements Progress {

    private final Runnable yardstick;
    private final List<Long> iterations = new ArrayList<>();
    private final List<Long> beside = new ArrayList<>();
    private long last;

    /** @param yardstick runs after each iteration */
    IterationTimes(Runnable yardstick) {
        this.yardstick = yardstick;
    }

    @Override
    public void step(int done, int total, @Nullable Double psnr) {
        long end = System.nanoTime();
        // The first began with the request, of which it is only a part.
        if (last != 0) {
            iterations.add(end - last);
        }
        yardstick.run();
        last = System.nanoTime();
        beside.add(last - end);
    }

    /** How many iterations there were, the first included. */
    int count() {
        return beside.size();
    }

    /** The median of the iterations, in milliseconds. */
    double median() {
        return median(iterations);
    }

    /** The median of what ran between them, in milliseconds. */
    double yardstick() {
        return median(beside);
    }

    /** The mean of the iterations, looks at the saved photo included, in milliseconds. */
    double mean() {
        return iterations.stream().mapToLong(Long::longValue).average().orElseThrow() / 1e6;
    }

    private static double median(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }
}
