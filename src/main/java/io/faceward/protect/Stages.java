package io.faceward.protect;

import io.faceward.inference.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the named steps of one request, checks the deadline before each and measures it. For one thread. */
final class Stages {

    private final Deadline deadline;
    private final MeterRegistry meters;
    private final Map<String, Duration> timings = new LinkedHashMap<>();

    Stages(Deadline deadline, MeterRegistry meters) {
        this.deadline = deadline;
        this.meters = meters;
    }

    /** @throws io.faceward.problem.ServiceException {@code DEADLINE_EXCEEDED} when the step would start too late */
    <T> T run(String stage, Supplier<T> step) {
        deadline.check(stage);
        long start = System.nanoTime();
        try {
            return step.get();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            timings.merge(stage, took, Duration::plus);
            meters.timer("faceward.stage", "stage", stage).record(took);
        }
    }

    /** Time per stage in the order of their first runs; a stage that ran twice has the sum. */
    Map<String, Duration> timings() {
        return Collections.unmodifiableMap(timings);
    }
}
