package io.faceward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.inference.Device.Kind;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerPoolStressTests {

    private static final int CALLERS = 32;

    /** A million takes minutes; see {@code src/load/README.md}. */
    private static final int ITEMS_PER_CALLER = Integer.getInteger("stress.items", 102_400) / CALLERS;

    private static final int WINDOW = 10;

    private final AtomicIntegerArray computed = new AtomicIntegerArray(CALLERS * ITEMS_PER_CALLER + 1);

    private List<Tensor> count(List<Tensor> batch) {
        if (!FakeDevice.blank(batch)) {
            if (!batch.stream().allMatch(item -> item.hasShape(batch.get(0).shape()))) {
                throw new AssertionError("shapes are mixed");
            }
            batch.stream().map(FakeDevice::value).distinct().forEach(computed::incrementAndGet);
        }
        return FakeDevice.answer(batch);
    }

    @Test
    @Timeout(1200)
    void losesDoublesAndCrossesNothing() throws Exception {
        List<Device> devices =
                List.of(new ForgetfulDevice("gpu0", this::count), new ForgetfulDevice("gpu1", this::count));
        InferenceProperties settings = Settings.of("queue-capacity=300", "gpu.workers=2", "gpu.batch-delay=0");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        int cancelled = 0;
        try (WorkerPool pool = new WorkerPool(devices, Map.of("m", List.of(new long[] {1})), settings, meters)) {
            ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
            List<Future<Integer>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller * ITEMS_PER_CALLER + 1;
                callers.add(threads.submit(() -> call(pool, first)));
            }
            for (Future<Integer> caller : callers) {
                cancelled += caller.get();
            }
            threads.shutdown();
        }
        int once = 0;
        int twice = 0;
        for (int value = 1; value < computed.length(); value++) {
            once += computed.get(value) == 1 ? 1 : 0;
            twice += computed.get(value) > 1 ? 1 : 0;
        }
        double dropped =
                meters.counter("faceward.queue.rejected", "reason", "cancelled").count();
        assertThat(twice).isZero();
        assertThat(cancelled).isPositive();
        assertThat(dropped).isLessThanOrEqualTo(cancelled);
        assertThat(once + (int) dropped).isEqualTo(CALLERS * ITEMS_PER_CALLER);
        assertThat(meters.get("faceward.queue.depth").gauge().value()).isZero();
    }

    private static int call(WorkerPool pool, int first) throws Exception {
        ArrayDeque<CompletableFuture<Tensor>> window = new ArrayDeque<>();
        ArrayDeque<Integer> values = new ArrayDeque<>();
        int cancelled = 0;
        for (int value = first; value < first + ITEMS_PER_CALLER; value++) {
            if (window.size() == WINDOW) {
                check(window.remove(), values.remove());
            }
            CompletableFuture<Tensor> future = submit(pool, value, window, values);
            if (value % 50 == 0) {
                cancelled += future.cancel(true) ? 1 : 0;
            } else {
                window.add(future);
                values.add(value);
            }
        }
        while (!window.isEmpty()) {
            check(window.remove(), values.remove());
        }
        return cancelled;
    }

    /** A refused caller first collects what it waits for, as a polite client does. */
    private static CompletableFuture<Tensor> submit(
            WorkerPool pool, int value, ArrayDeque<CompletableFuture<Tensor>> window, ArrayDeque<Integer> values)
            throws Exception {
        long[][] shapes = {{1}, {1, 1}, {1, 1, 1}};
        Tensor item = new Tensor(new float[] {value}, shapes[value % 3]);
        while (true) {
            try {
                return pool.submit("m", Item.of(item), Deadline.after(Duration.ofMinutes(5)));
            } catch (ServiceException full) {
                assertThat(full.problem()).isEqualTo(Problem.QUEUE_FULL);
                if (window.isEmpty()) {
                    Thread.yield();
                } else {
                    check(window.remove(), values.remove());
                }
            }
        }
    }

    private static void check(CompletableFuture<Tensor> future, int value) throws Exception {
        Tensor answer = future.get(60, TimeUnit.SECONDS);
        if (answer.data()[0] != value + 0.5f) {
            throw new AssertionError("%d was answered with %f".formatted(value, answer.data()[0]));
        }
    }

    /** Remembers no batches, unlike the other fake, so that the heap stays small. */
    private record ForgetfulDevice(String name, FakeDevice.Model model) implements Device {

        @Override
        public Kind kind() {
            return Kind.GPU;
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT32;
        }

        @Override
        public Runner open(String any) {
            return new Runner() {
                @Override
                public List<Tensor> run(List<Item> items) throws DeviceMemoryException {
                    return model.run(FakeDevice.firstInputs(items));
                }

                @Override
                public void close() {}
            };
        }
    }
}
