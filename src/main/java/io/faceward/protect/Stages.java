package io.faceward.protect;

import io.faceward.inference.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the named steps of one request, checks the deadline before each, measures it and gives it a span. For one
 * thread. */
final class Stages {

    private final Deadline deadline;
    private final ComputeThreads threads;
    private final MeterRegistry meters;
    private final Tracer tracer;
    private final Map<String, Duration> timings = new LinkedHashMap<>();

    Stages(Deadline deadline, ComputeThreads threads, MeterRegistry meters, Tracer tracer) {
        this.deadline = deadline;
        this.threads = threads;
        this.meters = meters;
        this.tracer = tracer;
    }

    /** @throws io.faceward.problem.ServiceException {@code DEADLINE_EXCEEDED} when the step would start too late */
    <T> T run(String stage, Supplier<T> step) {
        deadline.check(stage);
        long start = System.nanoTime();
        ScopedSpan span = tracer.startScopedSpan(stage);
        try {
            return step.get();
        } catch (RuntimeException failure) {
            span.error(failure);
            throw failure;
        } finally {
            span.end();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            add(stage, took);
            meters.timer("faceward.stage", "stage", stage).record(took);
        }
    }

    /** As {@link #run}, where the step keeps a processor busy. */
    <T> T compute(String stage, Supplier<T> step) {
        return run(stage, () -> threads.run(step));
    }

    /** Adds to the timings what was measured elsewhere, where its meter is, too. */
    void add(String stage, Duration took) {
        timings.merge(stage, took, Duration::plus);
    }

    /** Time per stage in the order of their first runs; a stage that ran twice has the sum. */
    Map<String, Duration> timings() {
        return Collections.unmodifiableMap(timings);
    }
}
