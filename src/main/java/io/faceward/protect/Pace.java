package io.faceward.protect;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a photo takes by each iterative method, as the last ones tell. One forward pass counts as nothing: who asks for
 * speed is answered or refused. Thread-safe.
 */
final class Pace {

    /** Weight of what was known before: the last five or so count. */
    private static final double MEMORY = 0.8;

    private final Map<Method, Double> seconds = new ConcurrentHashMap<>();
    private final Duration step;

    /** @param step what a step is taken to last before anything was measured */
    Pace(Duration step) {
        this.step = step;
    }

    Duration expected(Perturber perturber) {
        if (perturber.steps() == 1) {
            return Duration.ZERO;
        }
        Double measured = seconds.get(perturber.method());
        return measured == null ? step.multipliedBy(perturber.steps()) : Duration.ofNanos(Math.round(measured * 1e9));
    }

    void took(Method method, Duration duration) {
        seconds.merge(method, duration.toNanos() / 1e9, (before, now) -> MEMORY * before + (1 - MEMORY) * now);
    }
}
