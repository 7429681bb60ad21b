package io.faceward.inference;

import static io.faceward.inference.FakeDevice.answer;
import static io.faceward.inference.FakeDevice.blank;
import static io.faceward.inference.FakeDevice.item;
import static io.faceward.inference.FakeDevice.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faceward.inference.Device.Kind;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool with devices that are functions; latches, not sleeps, decide what happens when. */
@Timeout(30)
class WorkerPoolTests {

    private static final Map<String, List<long[]>> MODELS = Map.of("m", List.of(new long[] {1, 1, 1}));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<WorkerPool> pools = new ArrayList<>();

    /** Lets one run of a gated model through per permit. */
    private final Semaphore gate = new Semaphore(1_000);

    @AfterEach
    void closePools() {
        gate.release(1_000);
        pools.forEach(WorkerPool::close);
    }

    private WorkerPool pool(List<Device> devices, String... settings) {
        WorkerPool pool = new WorkerPool(devices, MODELS, Settings.ofOneWorker(settings), meters);
        pools.add(pool);
        return pool;
    }

    private WorkerPool serving(Device device, String... settings) {
        WorkerPool pool = pool(List.of(device), settings);
        await().until(pool::ready);
        return pool;
    }

    private static CompletableFuture<Tensor> submit(WorkerPool pool, int value) {
        return pool.submit("m", Item.of(item(value)), Deadline.after(Duration.ofHours(1)));
    }

    private static List<CompletableFuture<Tensor>> submitAll(WorkerPool pool, int from, int to) {
        List<CompletableFuture<Tensor>> futures = new ArrayList<>();
        for (int value = from; value <= to; value++) {
            futures.add(submit(pool, value));
        }
        return futures;
    }

    private static float answerOf(CompletableFuture<Tensor> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS).data()[0];
    }

    private static Problem problemOf(CompletableFuture<Tensor> future) {
        try {
            Tensor answer = future.get(20, TimeUnit.SECONDS);
            throw new AssertionError("answered " + answer);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServiceException known) {
                return known.problem();
            }
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A model that waits at the gate before it answers. */
    private List<Tensor> gated(List<Tensor> batch) {
        if (!blank(batch)) {
            gate.acquireUninterruptibly();
        }
        return answer(batch);
    }

    private void hold() {
        gate.drainPermits();
    }

    /** Occupies the only worker, so that what is submitted next waits in the queue. */
    private CompletableFuture<Tensor> occupy(WorkerPool pool, FakeDevice device) {
        hold();
        CompletableFuture<Tensor> busy = submit(pool, 1_000_000);
        await().until(() -> !device.batches.isEmpty());
        return busy;
    }

    private double rejected(String reason) {
        return meters.counter("faceward.queue.rejected", "reason", reason).count();
    }

    @Test
    void answersEachItem() throws Exception {
        WorkerPool pool = pool(List.of(FakeDevice.gpu(FakeDevice::answer)));
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 50);
        for (int i = 0; i < 50; i++) {
            assertThat(answerOf(futures.get(i))).isEqualTo(i + 1.5f);
        }
    }

    @Test
    void refusesExactlyTheExcessOfABurst() throws Exception {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device, "queue-capacity=50");
        hold();
        AtomicInteger refused = new AtomicInteger();
        Set<CompletableFuture<Tensor>> accepted = ConcurrentHashMap.newKeySet();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(70);
        for (int i = 1; i <= 70; i++) {
            int value = i;
            callers.execute(() -> {
                try {
                    start.await();
                    accepted.add(submit(pool, value));
                } catch (ServiceException e) {
                    assertThat(e.problem()).isEqualTo(Problem.QUEUE_FULL);
                    assertThat(e.properties()).containsEntry("limit", 50);
                    refused.incrementAndGet();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        start.countDown();
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(20);
        assertThat(rejected("full")).isEqualTo(20);
        gate.release(1_000);
        for (CompletableFuture<Tensor> future : accepted) {
            assertThat(answerOf(future)).isGreaterThan(1);
        }
        assertThat(accepted).hasSize(50);
    }

    @Test
    void anAnswerFreesItsPlaceBeforeTheCallerSeesIt() throws Exception {
        WorkerPool pool = serving(FakeDevice.gpu(FakeDevice::answer), "queue-capacity=1", "gpu.batch-delay=0");
        for (int i = 1; i <= 500; i++) {
            assertThat(answerOf(submit(pool, i))).isEqualTo(i + 0.5f);
        }
    }

    @Test
    void waitingItemsAreComputedTogether() throws Exception {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device, "gpu.batch-size=4", "gpu.batch-delay=0");
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 7);
        assertThat(meters.get("faceward.queue.depth").gauge().value()).isEqualTo(7);
        gate.release(1_000);
        for (CompletableFuture<Tensor> future : futures) {
            assertThat(answerOf(future)).isGreaterThan(1);
        }
        assertThat(answerOf(busy)).isEqualTo(1_000_000.5f);
        assertThat(device.values()).containsExactly(List.of(1_000_000), List.of(1, 2, 3, 4), List.of(5, 6, 7, 5));
        assertThat(meters.get("faceward.batch.size").summary().totalAmount()).isEqualTo(8);
        assertThat(meters.get("faceward.batch.compute").timer().count()).isEqualTo(3);
    }

    @Test
    void cancelledWorkNeverReachesTheModel() throws Exception {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device, "queue-capacity=5");
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 4);
        assertThat(futures.get(1).cancel(true)).isTrue();
        assertThat(futures.get(3).cancel(true)).isTrue();
        List<CompletableFuture<Tensor>> more = submitAll(pool, 5, 6);
        gate.release(1_000);
        for (CompletableFuture<Tensor> future :
                List.of(busy, futures.get(0), futures.get(2), more.get(0), more.get(1))) {
            assertThat(answerOf(future)).isGreaterThan(1);
        }
        assertThat(device.values().stream().flatMap(List::stream)).doesNotContain(2, 4);
        assertThat(rejected("cancelled")).isEqualTo(2);
    }

    @Test
    void expiredWorkFailsThoughTheWorkerIsBusyAndNeverReachesTheModel() {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device);
        occupy(pool, device);
        CompletableFuture<Tensor> late = pool.submit("m", Item.of(item(1)), Deadline.after(Duration.ofMillis(20)));
        CompletableFuture<Tensor> tooLate = pool.submit("m", Item.of(item(2)), Deadline.after(Duration.ofMillis(-1)));
        assertThat(problemOf(late)).isEqualTo(Problem.DEADLINE_EXCEEDED);
        assertThat(problemOf(tooLate)).isEqualTo(Problem.DEADLINE_EXCEEDED);
        gate.release(1_000);
        pool.close();
        assertThat(device.values()).containsExactly(List.of(1_000_000));
        assertThat(rejected("expired")).isEqualTo(2);
    }

    @Test
    void workThatTakesTooLongFailsAtItsDeadline() {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device);
        hold();
        CompletableFuture<Tensor> slow = pool.submit("m", Item.of(item(1)), Deadline.after(Duration.ofMillis(200)));
        assertThat(problemOf(slow)).isEqualTo(Problem.DEADLINE_EXCEEDED);
    }

    @Test
    void oneBadItemOfSixteenFailsAlone() throws Exception {
        FakeDevice device = FakeDevice.gpu(batch -> {
            List<Tensor> answers = gated(batch);
            if (batch.stream().anyMatch(item -> value(item) == 13)) {
                throw new IllegalArgumentException("thirteen");
            }
            return answers;
        });
        WorkerPool pool = serving(device, "gpu.batch-size=16");
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 16);
        gate.release(1_000);
        for (int value = 1; value <= 16; value++) {
            if (value != 13) {
                assertThat(answerOf(futures.get(value - 1))).isEqualTo(value + 0.5f);
            }
        }
        assertThat(problemOf(futures.get(12))).isEqualTo(Problem.INTERNAL);
        assertThat(answerOf(busy)).isEqualTo(1_000_000.5f);
        assertThat(device.values().get(1)).hasSize(16);
        assertThat(meters.find("faceward.worker.replaced").counter()).isNull();
    }

    @Test
    void outOfMemoryHalvesTheBatchUntilItFits() throws Exception {
        AtomicInteger fits = new AtomicInteger(100);
        FakeDevice device = FakeDevice.gpu(batch -> {
            List<Tensor> answers = gated(batch);
            if (batch.size() > fits.get()) {
                throw new DeviceMemoryException(new IllegalStateException("full"));
            }
            return answers;
        });
        WorkerPool pool = serving(device, "gpu.batch-size=8");
        CompletableFuture<Tensor> busy = occupy(pool, device);
        fits.set(2);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 8);
        gate.release(1_000);
        for (int value = 1; value <= 8; value++) {
            assertThat(answerOf(futures.get(value - 1))).isEqualTo(value + 0.5f);
        }
        assertThat(answerOf(busy)).isEqualTo(1_000_000.5f);
        assertThat(device.values().stream().map(List::size)).containsExactly(1, 8, 4, 2, 2, 4, 2, 2);

        assertThat(meters.counter("faceward.batch.halved", "reason", "memory").count())
                .isEqualTo(3);

        fits.set(0);
        assertThat(problemOf(submit(pool, 9))).isEqualTo(Problem.DEVICE_MEMORY);
        fits.set(100);
        assertThat(answerOf(submit(pool, 10))).isEqualTo(10.5f);
    }

    @Test
    void startsThoughTheLargestBatchDoesNotFit() throws Exception {
        FakeDevice device = FakeDevice.gpu(batch -> {
            if (batch.size() > 4) {
                throw new DeviceMemoryException(new IllegalStateException("full"));
            }
            return answer(batch);
        });
        WorkerPool pool = serving(device, "gpu.batch-size=8");
        assertThat(answerOf(submit(pool, 1))).isEqualTo(1.5f);
    }

    @Test
    void warmsEveryBatchSizeBeforeItServes() {
        FakeDevice device = FakeDevice.gpu(FakeDevice::answer);
        serving(device, "gpu.batch-size=8");
        assertThat(Set.copyOf(device.warmed)).containsExactlyInAnyOrder(1, 2, 4, 8);
    }

    @Test
    void aDeadWorkerIsReplacedAndItsBatchTriedAgain() throws Exception {
        AtomicBoolean deadly = new AtomicBoolean(true);
        FakeDevice device = FakeDevice.gpu(batch -> {
            List<Tensor> answers = gated(batch);
            if (!blank(batch) && batch.size() > 1 && deadly.getAndSet(false)) {
                throw new StackOverflowError("on purpose");
            }
            return answers;
        });
        WorkerPool pool = serving(device);
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 8);
        gate.release(1_000);
        for (int value = 1; value <= 8; value++) {
            assertThat(answerOf(futures.get(value - 1))).isEqualTo(value + 0.5f);
        }
        assertThat(answerOf(busy)).isEqualTo(1_000_000.5f);
        assertThat(meters.counter("faceward.worker.replaced", "device", "gpu0").count())
                .isOne();
        assertThat(device.open).hasValue(1);
    }

    @Test
    void aDeadWorkerIsReplacedWithinASecond() throws Exception {
        AtomicBoolean deadly = new AtomicBoolean(true);
        FakeDevice device = FakeDevice.gpu(batch -> {
            if (!blank(batch) && deadly.getAndSet(false)) {
                throw new StackOverflowError("on purpose");
            }
            return answer(batch);
        });
        WorkerPool pool = serving(device);
        CompletableFuture<Tensor> lost = submit(pool, 1);
        assertThat(answerOf(lost)).isEqualTo(1.5f);
        assertThat(pool.ready()).isTrue();
        assertThat(WorkerGroup.PAUSE).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theItemThatKillsEveryWorkerFailsAndItsNeighboursDoNot() throws Exception {
        FakeDevice device = FakeDevice.gpu(batch -> {
            List<Tensor> answers = gated(batch);
            if (batch.stream().anyMatch(item -> value(item) == 3)) {
                throw new StackOverflowError("on purpose");
            }
            return answers;
        });
        WorkerPool pool = serving(device);
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 8);
        gate.release(1_000);
        assertThat(problemOf(futures.get(2))).isEqualTo(Problem.INTERNAL);
        futures.remove(2);
        for (CompletableFuture<Tensor> future : futures) {
            assertThat(answerOf(future)).isLessThan(9);
        }
        assertThat(answerOf(busy)).isEqualTo(1_000_000.5f);
        assertThat(meters.counter("faceward.worker.replaced", "device", "gpu0").count())
                .isEqualTo(2);
    }

    @Test
    void aWorkerWhoseModelIsBrokenIsReplacedAndNoItemIsBlamed() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean();
        FakeDevice device = new FakeDevice("gpu0", Kind.GPU, model -> {
            int load = loads.incrementAndGet();
            return batch -> {
                if (load == 1 && broken.get()) {
                    throw new IllegalStateException("device-side assert");
                }
                return answer(batch);
            };
        });
        WorkerPool pool = serving(device);
        broken.set(true);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 8);
        for (int value = 1; value <= 8; value++) {
            assertThat(answerOf(futures.get(value - 1))).isEqualTo(value + 0.5f);
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void twoDevicesShareTheLoad() throws Exception {
        hold();
        FakeDevice first = new FakeDevice("gpu0", Kind.GPU, model -> this::gated);
        FakeDevice second = new FakeDevice("gpu1", Kind.GPU, model -> this::gated);
        WorkerPool pool = pool(List.of(first, second), "gpu.batch-size=1");
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 20);
        await().until(() -> !first.batches.isEmpty() && !second.batches.isEmpty());
        gate.release(1_000);
        for (CompletableFuture<Tensor> future : futures) {
            assertThat(answerOf(future)).isGreaterThan(1);
        }
        assertThat(first.batches.size() + second.batches.size()).isEqualTo(20);
    }

    @Test
    void everyWorkerOfADeviceHasItsOwnModels() {
        AtomicInteger loads = new AtomicInteger();
        FakeDevice device = new FakeDevice("cpu", Kind.CPU, model -> {
            loads.incrementAndGet();
            return FakeDevice::answer;
        });
        WorkerPool pool = pool(List.of(device), "cpu.workers=3");
        await().until(() -> pool.devices().get(0).serving() == 3);
        assertThat(loads).hasValue(3);
        assertThat(meters.get("faceward.workers").tag("device", "cpu").gauge().value())
                .isEqualTo(3);
    }

    @Test
    void aModelThatIsNotRequiredIsLoadedWhenAskedFor() throws Exception {
        FakeDevice device = FakeDevice.gpu(FakeDevice::answer);
        WorkerPool pool = serving(device);
        assertThat(device.open).hasValue(1);
        CompletableFuture<Tensor> rare = pool.submit("rare", Item.of(item(4)), Deadline.after(Duration.ofHours(1)));
        assertThat(answerOf(rare)).isEqualTo(4.5f);
        assertThat(device.open).hasValue(2);
    }

    @Test
    void aModelThatCannotBeLoadedIsUnavailableAndTheOthersServe() throws Exception {
        FakeDevice device = new FakeDevice("gpu0", Kind.GPU, model -> {
            if (model.equals("absent")) {
                throw new IOException("no such file");
            }
            return FakeDevice::answer;
        });
        WorkerPool pool = serving(device);
        CompletableFuture<Tensor> absent = pool.submit("absent", Item.of(item(1)), Deadline.after(Duration.ofHours(1)));
        assertThat(problemOf(absent)).isEqualTo(Problem.MODEL_UNAVAILABLE);
        assertThat(answerOf(submit(pool, 2))).isEqualTo(2.5f);
        assertThat(pool.ready()).isTrue();
    }

    @Test
    void aDeviceThatCannotLoadIsTriedAgainAndNobodyWaitsForIt() throws Exception {
        AtomicBoolean loadable = new AtomicBoolean();
        FakeDevice device = new FakeDevice("gpu0", Kind.GPU, model -> {
            if (!loadable.get()) {
                throw new IOException("no such file");
            }
            return FakeDevice::answer;
        });
        WorkerPool pool = pool(List.of(device));
        assertThat(problemOf(submit(pool, 1))).isEqualTo(Problem.MODEL_UNAVAILABLE);
        assertThat(pool.ready()).isFalse();
        assertThat(pool.devices().get(0).failure()).contains("no such file");
        assertThat(new InferenceHealth(pool).health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
        loadable.set(true);
        await().until(pool::ready);
        assertThat(new InferenceHealth(pool).health().getStatus().getCode()).isEqualTo("UP");
        assertThat(answerOf(submit(pool, 2))).isEqualTo(2.5f);
    }

    @Test
    void aModelThatAnswersZerosWithNonsenseIsNotServed() {
        FakeDevice device = FakeDevice.gpu(batch -> List.of(new Tensor(new float[] {Float.NaN}, 1, 1, 1)));
        WorkerPool pool = pool(List.of(device));
        await().until(() -> pool.devices().get(0).failure() != null);
        assertThat(pool.ready()).isFalse();
    }

    @Test
    void aModelThatLosesAnswersFailsInsteadOfCrossingThem() {
        FakeDevice device = FakeDevice.gpu(batch -> blank(batch) ? answer(batch) : List.of());
        WorkerPool pool = serving(device);
        assertThat(problemOf(submit(pool, 1))).isEqualTo(Problem.INTERNAL);
    }

    @Test
    void closeAnswersWhatWasAdmittedAndAdmitsNothingMore() throws Exception {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device);
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 20);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(pool::close);
        await().until(() -> problemNow(submitAndCancel(pool)) == Problem.MODEL_UNAVAILABLE);
        assertThat(pool.ready()).isFalse();
        gate.release(1_000);
        closed.get(20, TimeUnit.SECONDS);
        assertThat(answerOf(busy)).isEqualTo(1_000_000.5f);
        for (int value = 1; value <= 20; value++) {
            assertThat(futures.get(value - 1)).isCompleted();
            assertThat(answerOf(futures.get(value - 1))).isEqualTo(value + 0.5f);
        }
        assertThat(device.open).hasValue(0);
    }

    @Test
    void closeFailsWhatIsNotAnsweredInTime() {
        FakeDevice device = FakeDevice.gpu(this::gated);
        WorkerPool pool = serving(device, "drain=50ms");
        CompletableFuture<Tensor> busy = occupy(pool, device);
        List<CompletableFuture<Tensor>> futures = submitAll(pool, 1, 20);
        pool.close();
        assertThat(busy).isDone();
        assertThat(problemOf(busy)).isEqualTo(Problem.MODEL_UNAVAILABLE);
        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(futures).extracting(WorkerPoolTests::problemOf).containsOnly(Problem.MODEL_UNAVAILABLE);
        assertThat(device.values()).containsExactly(List.of(1_000_000));
    }

    @Test
    void closeStopsAPoolThatNeverServed() {
        FakeDevice device = FakeDevice.gpu(FakeDevice::answer);
        WorkerPool pool = pool(List.of(device), "gpu.batch-size=32");
        pool.close();
        pool.close();
        assertThat(pool.ready()).isFalse();
        assertThat(device.open).hasValue(0);
    }

    private static CompletableFuture<Tensor> submitAndCancel(WorkerPool pool) {
        CompletableFuture<Tensor> probe = submit(pool, 999);
        probe.cancel(true);
        return probe;
    }

    private static Object problemNow(CompletableFuture<Tensor> future) {
        return future.isCancelled() ? "admitted" : problemOf(future);
    }
}
