package io.faceward.cli;

import io.faceward.protect.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes when each iteration of a photo ends. For one thread. */
final class IterationTimes implements Progress {

    private final List<Long> ends = new ArrayList<>();

    @Override
    public void step(int done, int total, @Nullable Double psnr) {
        ends.add(System.nanoTime());
    }

    int count() {
        return ends.size();
    }

    /** The median, in milliseconds, of the time from the end of one iteration to the end of the next. */
    double median() {
        long[] sorted = new long[ends.size() - 1];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = ends.get(i + 1) - ends.get(i);
        }
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }

    /** The mean of the same, looks at the saved photo included. */
    double mean() {
        return (ends.get(ends.size() - 1) - ends.get(0)) / 1e6 / (ends.size() - 1);
    }
}
