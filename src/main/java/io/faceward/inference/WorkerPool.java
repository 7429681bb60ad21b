package io.faceward.inference;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes models on every device of the machine, many callers' items in one batch. Thread-safe.
 *
 * <p>Admission is bounded and first come, first served. Every future is completed, at the latest when its deadline
 * passes or the pool is closed. Stages that hang on a future without {@code Async} run on the pool's threads and must be
 * short.
 */
public final class WorkerPool implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

    private final int capacity;
    private final Duration drain;
    private final WorkQueue queue;
    private final InferenceMetrics metrics;
    private final ScheduledThreadPoolExecutor timer;
    private final List<WorkerGroup> groups;

    WorkerPool(
            List<Device> devices,
            Map<String, List<long[]>> inputShapes,
            InferenceProperties properties,
            MeterRegistry meters) {
        this.capacity = properties.queueCapacity();
        this.drain = properties.drain();
        this.queue = new WorkQueue(capacity);
        this.metrics = new InferenceMetrics(meters);
        this.timer = new ScheduledThreadPoolExecutor(1, WorkerPool::timerThread);
        timer.setRemoveOnCancelPolicy(true);
        metrics.depth(queue::depth);
        Map<String, Item> blanks =
                inputShapes.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getKey, e -> zeros(e.getValue())));
        this.groups = devices.stream()
                .map(device -> group(device, blanks, properties.batching(device.kind())))
                .toList();
        for (int i = 0; i < devices.size(); i++) {
            for (int n = 0; n < properties.workers(devices.get(i).kind()); n++) {
                groups.get(i).spawn();
            }
        }
    }

    /**
     * Starts the workers of the configured devices and returns at once; {@link #ready()} tells when they serve. Whoever
     * opens the pool closes it.
     *
     * @throws IllegalStateException if a GPU is asked for and there is none
     */
    public static WorkerPool open(InferenceProperties properties, Archives archives, MeterRegistry meters) {
        return new WorkerPool(TorchDevice.all(properties, archives), archives.inputShapes(), properties, meters);
    }

    private WorkerGroup group(Device device, Map<String, Item> blanks, Batching batching) {
        return new WorkerGroup(
                device,
                owner -> new Worker(device, blanks, batching, queue, metrics, owner),
                queue,
                metrics,
                timer,
                this::failAllIfDown);
    }

    private static Item zeros(List<long[]> shapes) {
        return new Item(shapes.stream()
                .map(shape -> new Tensor(new float[Math.toIntExact(Tensor.size(shape))], shape))
                .toList());
    }

    private static Thread timerThread(Runnable task) {
        Thread thread = new Thread(task, "inference-timer");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Queues one item. Cancelling the future before the item is
     * being computed keeps it from the model.
     *
     * @return the answer, without batch dimension; fails with a {@link ServiceException}:
     *     {@link Problem#DEADLINE_EXCEEDED}, {@link Problem#DEVICE_MEMORY}, {@link Problem#MODEL_UNAVAILABLE} (unknown,
     *     broken, or the pool is closed) or {@link Problem#INTERNAL} (the model fails on this item)
     * @throws ServiceException {@link Problem#QUEUE_FULL} if as many items as allowed are unanswered
     */
    public CompletableFuture<Tensor> submit(String model, Item item, Deadline deadline) {
        try (Place place = reserve()) {
            return place.submit(model, item, deadline);
        }
    }

    /**
     * Takes the place of an item that is yet to come. Whoever takes it closes it.
     *
     * @throws ServiceException {@link Problem#QUEUE_FULL} if as many items as allowed are unanswered or have a place
     */
    public Place reserve() {
        if (!queue.reserve()) {
            metrics.full();
            throw Problem.QUEUE_FULL
                    .because("%d items are being computed or wait".formatted(capacity))
                    .limit(capacity, capacity + 1);
        }
        return new Place(this);
    }

    /** Gives back a place that no item came for. */
    void release() {
        queue.release();
    }

    /** Puts an item into the place that was taken for it. */
    Work enqueue(String model, Item item, Deadline deadline) {
        Work work = new Work(queue, model, item, deadline);
        if (!queue.offer(work)) {
            work.fail(closed());
            return work;
        }
        // After the offer, because a device that fails before is told about this work by nobody else.
        if (allDown()) {
            work.fail(down());
            return work;
        }
        long nanos = Math.max(0, deadline.remaining().toNanos()) + 1;
        ScheduledFuture<?> alarm = timer.schedule(work::expire, nanos, TimeUnit.NANOSECONDS);
        CompletableFuture<Tensor> unused = work.future().whenComplete((answer, failure) -> {
            alarm.cancel(false);
            queue.forget(work);
            if (work.drop()) {
                metrics.dropped(failure);
            }
        });
        return work;
    }

    /** True while at least one worker has loaded and tested every required model and the pool is not closed. */
    public boolean ready() {
        return !queue.draining() && devices().stream().anyMatch(device -> device.serving() > 0);
    }

    /** Where models are computed. */
    public List<DeviceState> devices() {
        return groups.stream().map(WorkerGroup::state).toList();
    }

    private boolean allDown() {
        return groups.stream().allMatch(WorkerGroup::down);
    }

    private void failAllIfDown() {
        if (allDown()) {
            queue.unanswered().forEach(work -> work.fail(down()));
        }
    }

    /**
     * Admits nothing more, answers what was admitted within the configured time, fails the rest and stops the workers.
     * A native call is never cut off, since that can crash the process: it is waited for once more as long.
     */
    @Override
    public void close() {
        queue.drain();
        boolean interrupted = false;
        try {
            if (!queue.awaitEmpty(drain)) {
                log.warn(
                        "{} items are not answered within {} ms",
                        queue.unanswered().size(),
                        drain.toMillis());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        queue.unanswered().forEach(work -> work.fail(closed()));
        groups.forEach(WorkerGroup::stop);
        timer.shutdownNow();
        try {
            awaitStopped();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStopped() throws InterruptedException {
        for (WorkerGroup group : groups) {
            if (!group.awaitStopped(drain)) {
                log.warn(
                        "A worker of {} does not return from its model",
                        group.state().device());
            }
        }
    }

    private static ServiceException down() {
        return Problem.MODEL_UNAVAILABLE.because("No device can load the models");
    }

    private static ServiceException closed() {
        return Problem.MODEL_UNAVAILABLE.because("The service is shutting down");
    }
}
