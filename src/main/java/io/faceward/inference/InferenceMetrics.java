package io.faceward.inference;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the pool tells its operator. Thread-safe. */
final class InferenceMetrics {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> loaded = new ConcurrentHashMap<>();

    InferenceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void depth(Supplier<Number> waiting) {
        Gauge.builder("faceward.queue.depth", waiting).register(registry);
    }

    void workers(String device, Supplier<Number> serving) {
        Gauge.builder("faceward.workers", serving).tag("device", device).register(registry);
    }

    /** One more worker has loaded a model. */
    void loaded(String model) {
        workersWith(model).incrementAndGet();
    }

    /** One worker less has a model. */
    void released(String model) {
        workersWith(model).decrementAndGet();
    }

    private AtomicInteger workersWith(String model) {
        return loaded.computeIfAbsent(model, name -> {
            AtomicInteger workers = new AtomicInteger();
            Gauge.builder("faceward.model.loaded", workers, AtomicInteger::get)
                    .tag("model", name)
                    .register(registry);
            return workers;
        });
    }

    void full() {
        rejected("full");
    }

    /** Counts admitted work that was given up before any model saw it. */
    void dropped(@Nullable Throwable reason) {
        if (reason instanceof CancellationException) {
            rejected("cancelled");
        } else if (reason instanceof ServiceException known && known.problem() == Problem.DEADLINE_EXCEEDED) {
            rejected("expired");
        } else {
            rejected("unavailable");
        }
    }

    private void rejected(String reason) {
        registry.counter("faceward.queue.rejected", "reason", reason).increment();
    }

    /** @param reason {@code memory} or {@code failure} */
    void halved(String reason) {
        registry.counter("faceward.batch.halved", "reason", reason).increment();
    }

    void workerReplaced(String device) {
        registry.counter("faceward.worker.replaced", "device", device).increment();
    }

    /** @param nanos from admission until a model was about to see the item */
    void waited(long nanos) {
        registry.timer("faceward.stage", "stage", "queue").record(nanos, TimeUnit.NANOSECONDS);
    }

    Timer.Sample startBatch() {
        return Timer.start(registry);
    }

    /** @param items without those that only fill the batch up */
    void endBatch(Timer.Sample sample, String device, String model, int items) {
        long nanos = sample.stop(registry.timer("faceward.batch.compute", "device", device, "model", model));
        registry.timer("faceward.stage", "stage", "infer").record(nanos, TimeUnit.NANOSECONDS);
        DistributionSummary.builder("faceward.batch.size")
                .tags("device", device, "model", model)
                .register(registry)
                .record(items);
    }
}
