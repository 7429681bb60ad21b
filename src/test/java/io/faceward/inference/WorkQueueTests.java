package io.faceward.inference;

import static io.faceward.inference.FakeDevice.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.network.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTests {

    private static final Deadline FAR = Deadline.after(Duration.ofHours(1));
    private static final Batching AT_ONCE = new Batching(8, Duration.ZERO, 0);
    private static final Batching PATIENT = new Batching(4, Duration.ofHours(1), 0);

    private static Work offer(WorkQueue queue, String model, Tensor item) {
        Work work = new Work(queue, model, Item.of(item), FAR);
        assertThat(queue.reserve()).isTrue();
        assertThat(queue.offer(work)).isTrue();
        return work;
    }

    private static List<Integer> take(WorkQueue queue, Batching batching) throws InterruptedException {
        return queue.take(batching).stream()
                .map(work -> FakeDevice.value(work.item().inputs().get(0)))
                .toList();
    }

    @Test
    void refusesExactlyWhatExceedsTheCapacityEvenWhenAllComeAtOnce() throws Exception {
        int capacity = 100;
        int excess = 37;
        WorkQueue queue = new WorkQueue(capacity);
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(capacity + excess);
        for (int i = 0; i < capacity + excess; i++) {
            threads.execute(() -> {
                await(start);
                if (queue.reserve()) {
                    queue.offer(new Work(queue, "m", Item.of(item(1)), FAR));
                } else {
                    refused.incrementAndGet();
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(excess);
        assertThat(queue.depth()).isEqualTo(capacity);
    }

    @Test
    void workHoldsItsPlaceUntilItIsAnswered() throws InterruptedException {
        WorkQueue queue = new WorkQueue(1);
        Work work = offer(queue, "m", item(1));
        assertThat(queue.take(AT_ONCE)).containsExactly(work);
        assertThat(queue.depth()).isZero();
        assertThat(queue.reserve()).isFalse();
        work.answer(item(1));
        assertThat(queue.reserve()).isTrue();
    }

    @Test
    void aPlaceIsTakenBeforeItsItemIsThereAndFreeAgainWhenNoneComes() {
        WorkQueue queue = new WorkQueue(2);
        offer(queue, "m", item(1));
        assertThat(queue.reserve()).isTrue();
        assertThat(queue.depth()).isEqualTo(1);
        assertThat(queue.reserve()).isFalse();
        queue.release();
        assertThat(queue.reserve()).isTrue();
    }

    @Test
    void answersInTheOrderOfAdmission() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        for (int i = 1; i <= 20; i++) {
            offer(queue, "m", item(i));
        }
        assertThat(take(queue, AT_ONCE))
                .isEqualTo(IntStream.rangeClosed(1, 8).boxed().toList());
        assertThat(take(queue, AT_ONCE))
                .isEqualTo(IntStream.rangeClosed(9, 16).boxed().toList());
        assertThat(take(queue, AT_ONCE)).containsExactly(17, 18, 19, 20);
    }

    @Test
    void theModelWithTheOldestItemComesFirst() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        offer(queue, "rare", item(1));
        for (int i = 2; i <= 10; i++) {
            offer(queue, "busy", item(i));
        }
        offer(queue, "rare", item(11));
        assertThat(take(queue, AT_ONCE)).containsExactly(1, 11);
        assertThat(take(queue, AT_ONCE)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(take(queue, AT_ONCE)).containsExactly(10);
    }

    @Test
    void neverMixesModelsOrShapes() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        Tensor flat = new Tensor(new float[4], 1, 4);
        Tensor square = new Tensor(new float[4], 2, 2);
        for (int i = 0; i < 20; i++) {
            offer(queue, i % 4 < 2 ? "a" : "b", i % 2 == 0 ? flat : square);
        }
        queue.drain();
        int seen = 0;
        for (List<Work> batch = queue.take(AT_ONCE); !batch.isEmpty(); batch = queue.take(AT_ONCE)) {
            assertThat(batch).extracting(Work::lane).containsOnly(batch.get(0).lane());
            seen += batch.size();
        }
        assertThat(seen).isEqualTo(20);
    }

    @Test
    void aFullBatchDoesNotWaitForAnOlderLonelyItem() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        offer(queue, "lonely", item(1));
        for (int i = 2; i <= 5; i++) {
            offer(queue, "busy", item(i));
        }
        assertThat(take(queue, PATIENT)).containsExactly(2, 3, 4, 5);
        assertThat(queue.depth()).isOne();
    }

    @Test
    void aLonelyItemGoesOnceItHasWaitedTheDelay() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        Work work = offer(queue, "lonely", item(1));
        Duration delay = Duration.ofMillis(20);
        assertThat(queue.take(new Batching(4, delay, 0))).containsExactly(work);
        assertThat(work.age()).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void theItemThatFillsTheBatchWakesTheWorker() throws Exception {
        WorkQueue queue = new WorkQueue(100);
        offer(queue, "m", item(1));
        CompletableFuture<List<Integer>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take(queue, PATIENT);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        for (int i = 2; i <= 4; i++) {
            offer(queue, "m", item(i));
        }
        assertThat(taken.get(20, TimeUnit.SECONDS)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void drainingAdmitsNothingAndLetsNothingWait() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        offer(queue, "m", item(1));
        queue.drain();
        assertThat(queue.reserve()).isTrue();
        assertThat(queue.offer(new Work(queue, "m", Item.of(item(2)), FAR))).isFalse();
        assertThat(take(queue, PATIENT)).containsExactly(1);
        assertThat(queue.take(PATIENT)).isEmpty();
    }

    @Test
    void forgottenWorkLeavesTheQueueAtOnce() throws InterruptedException {
        WorkQueue queue = new WorkQueue(2);
        Work first = offer(queue, "m", item(1));
        offer(queue, "m", item(2));
        queue.forget(first);
        queue.forget(first);
        assertThat(queue.depth()).isOne();
        offer(queue, "m", item(3));
        assertThat(take(queue, AT_ONCE)).containsExactly(2, 3);
    }

    @Test
    void readmittedWorkIsTakenAloneAndBeforeYoungerWork() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        for (int i = 1; i <= 8; i++) {
            offer(queue, "m", item(i));
        }
        List<Work> lost = queue.take(AT_ONCE);
        offer(queue, "m", item(9));
        assertThat(lost).allMatch(work -> work.start() && work.retry() && queue.readmit(work));
        for (int i = 1; i <= 9; i++) {
            assertThat(take(queue, AT_ONCE)).containsExactly(i);
        }
        assertThat(lost).noneMatch(Work::retry);
    }

    @Test
    void waitsUntilEverythingIsAnswered() throws InterruptedException {
        WorkQueue queue = new WorkQueue(100);
        Work work = offer(queue, "m", item(1));
        assertThat(queue.awaitEmpty(Duration.ofMillis(1))).isFalse();
        work.answer(item(1));
        assertThat(queue.awaitEmpty(Duration.ofSeconds(20))).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
