package io.faceward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** From the configuration to libtorch and back. */
class InferenceConfigurationTests {

    private record Tiny(Path folder, Queue<Precision> asked) implements Archives {

        @Override
        public boolean has(String model) {
            return model.equals("double");
        }

        @Override
        public Path archive(String model, Precision precision) throws IOException {
            asked.add(precision);
            if (!has(model)) {
                throw Problem.MODEL_UNAVAILABLE.because("There is no model '%s'".formatted(model));
            }
            return TinyArchive.write(folder.resolve(model + ".pt"), "torch.mul(x, 2)");
        }

        @Override
        public Map<String, List<long[]>> inputShapes() {
            return Map.of("double", List.of(new long[] {3, 4, 4}));
        }
    }

    private final Queue<Precision> asked = new ConcurrentLinkedQueue<>();

    private ApplicationContextRunner service(Path folder) {
        return new ApplicationContextRunner()
                .withUserConfiguration(InferenceConfiguration.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Archives.class, () -> new Tiny(folder, asked))
                .withPropertyValues("faceward.inference.device=cpu");
    }

    private static CompletableFuture<Tensor> submit(WorkerPool pool, String model) {
        Tensor ones = new Tensor(new float[48], 3, 4, 4);
        ones.data()[47] = 1;
        return pool.submit(model, Item.of(ones), Deadline.after(Duration.ofMinutes(1)));
    }

    @Test
    void servesModelsOnTheProcessorUntilTheContextCloses(@TempDir Path folder) {
        List<WorkerPool> pools = new ArrayList<>();
        service(folder).run(context -> {
            assertThat(context).hasNotFailed();
            WorkerPool pool = context.getBean(WorkerPool.class);
            pools.add(pool);
            await().atMost(Duration.ofSeconds(60)).until(pool::ready);
            assertThat(context.getBean(HealthIndicator.class).health())
                    .extracting(Health::getStatus)
                    .isEqualTo(Status.UP);
            Tensor answer = submit(pool, "double").get(20, TimeUnit.SECONDS);
            assertThat(answer.hasShape(3, 4, 4)).isTrue();
            assertThat(answer.data()[0]).isZero();
            assertThat(answer.data()[47]).isEqualTo(2);
            assertThat(submit(pool, "absent"))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(ServiceException.class)
                    .withMessageContaining("There is no model 'absent'");
        });
        assertThat(asked).containsOnly(FastPrecision.ofProcessor());
        assertThat(pools).hasSize(1).noneMatch(WorkerPool::ready);
        assertThat(submit(pools.get(0), "double")).isCompletedExceptionally();
    }

    @Test
    void theConfiguredPrecisionWins(@TempDir Path folder) {
        service(folder)
                .withPropertyValues("faceward.inference.precision=bfloat16", "faceward.inference.cpu.workers=1")
                .run(context -> await().atMost(Duration.ofSeconds(60)).until(context.getBean(WorkerPool.class)::ready));
        assertThat(asked).containsExactly(Precision.BFLOAT16);
    }

    @Test
    void wrongValuesStopTheStart(@TempDir Path folder) {
        service(folder)
                .withPropertyValues("faceward.inference.queue-capacity=0")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void djlDoesNotReportItsStart(@TempDir Path folder) {
        service(folder)
                .run(context -> assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true"));
    }
}
