package io.faceward.jobs;

import io.faceward.problem.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes as many steps as it is told, and answers with its input; remembers what it did. */
public final class FakeHandler implements JobHandler {

    public static final String OPERATION = "steps";

    /** Executions that were begun. */
    final AtomicInteger runs = new AtomicInteger();

    /** Steps of all executions. */
    final AtomicInteger steps = new AtomicInteger();

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public Answer run(Map<String, String> parameters, byte[] input, Duration limit, Progress progress) {
        int run = runs.incrementAndGet();
        if (parameters.containsKey("fail")) {
            throw Problem.valueOf(parameters.get("fail"))
                    .because("As it was told")
                    .limit(1, 2);
        }
        int total = Integer.parseInt(parameters.getOrDefault("steps", "0"));
        for (int i = 1; i <= total; i++) {
            try {
                Thread.sleep(Long.parseLong(parameters.getOrDefault("millis", "10")));
            } catch (InterruptedException stopped) {
                throw (CancellationException) new CancellationException().initCause(stopped);
            }
            steps.incrementAndGet();
            progress.step(i, total, 41.5);
        }
        return new Answer("text/plain", Map.of("Run", Integer.toString(run)), input);
    }
}
