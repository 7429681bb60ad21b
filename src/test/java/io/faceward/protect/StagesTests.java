package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faceward.inference.Deadline;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StagesTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputeThreads threads = new ComputeThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void stagesAreTimedInOrderAndRepeatsAreAdded() {
        Stages stages = new Stages(Deadline.after(Duration.ofMinutes(1)), threads, meters, Tracer.NOOP);

        assertThat(stages.run("paste", () -> "a")).isEqualTo("a");
        stages.run("encode", () -> 1);
        stages.run("paste", () -> 2);

        assertThat(stages.timings()).containsOnlyKeys("paste", "encode");
        assertThat(stages.timings().keySet()).containsExactly("paste", "encode");
        assertThat(meters.get("faceward.stage").tag("stage", "paste").timer().count())
                .isEqualTo(2);
    }

    @Test
    void noStageStartsAfterTheDeadline() {
        Stages stages = new Stages(Deadline.after(Duration.ofNanos(-1)), threads, meters, Tracer.NOOP);
        AtomicInteger runs = new AtomicInteger();

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> stages.run("detect", runs::incrementAndGet))
                .satisfies(late -> assertThat(late.problem()).isEqualTo(Problem.DEADLINE_EXCEEDED))
                .satisfies(late -> assertThat(late.properties()).containsEntry("step", "detect"));
        assertThat(runs).hasValue(0);
    }

    @Test
    void aStageThatFailsIsTimedToo() {
        Stages stages = new Stages(Deadline.after(Duration.ofMinutes(1)), threads, meters, Tracer.NOOP);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> stages.run("decode", () -> {
                    throw new IllegalStateException();
                }));

        assertThat(stages.timings()).containsKey("decode");
    }
}
