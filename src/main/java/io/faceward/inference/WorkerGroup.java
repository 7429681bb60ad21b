package io.faceward.inference;

import io.faceward.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one device. A worker that dies is replaced and its batch tried once more, item by item; a device on
 * which no worker can start is tried again and again, ever more rarely. Thread-safe.
 */
final class WorkerGroup implements Worker.Owner {

    private static final Logger log = LoggerFactory.getLogger(WorkerGroup.class);
    /** Before a dead worker is replaced, so that one that dies at once does not keep a core busy. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private static final int MAX_DOUBLINGS = 8;

    private final Device device;
    private final Function<WorkerGroup, Worker> workers;
    private final WorkQueue queue;
    private final InferenceMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Runnable onStartFailure;

    private final Set<Thread> threads = new HashSet<>();
    private int born;
    private int serving;
    private int startFailures;
    private @Nullable Throwable startFailure;
    private boolean stopping;

    WorkerGroup(
            Device device,
            Function<WorkerGroup, Worker> workers,
            WorkQueue queue,
            InferenceMetrics metrics,
            ScheduledExecutorService timer,
            Runnable onStartFailure) {
        this.device = device;
        this.workers = workers;
        this.queue = queue;
        this.metrics = metrics;
        this.timer = timer;
        this.onStartFailure = onStartFailure;
        metrics.workers(device.name(), () -> state().serving());
    }

    /** Starts one more worker, unless the group has been told to stop. */
    synchronized void spawn() {
        if (stopping) {
            return;
        }
        Thread thread = CpuThreads.computing(workers.apply(this), "inference-%s-%d".formatted(device.name(), born++));
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public synchronized void serving() {
        serving++;
        startFailures = 0;
        startFailure = null;
    }

    @Override
    public void stopped(List<Work> batch, boolean hasServed, @Nullable Throwable failure) {
        synchronized (this) {
            threads.remove(Thread.currentThread());
            if (hasServed) {
                serving--;
            }
            if (failure == null || stopping) {
                return;
            }
            replace(hasServed, failure);
        }
        batch.forEach(this::retry);
        if (!hasServed) {
            onStartFailure.run();
        }
    }

    private void replace(boolean hasServed, Throwable failure) {
        Duration pause = PAUSE;
        if (hasServed) {
            log.error("A worker of {} died and is replaced", device.name(), failure);
            metrics.workerReplaced(device.name());
        } else {
            startFailure = failure;
            pause = PAUSE.multipliedBy(1L << Math.min(startFailures++, MAX_DOUBLINGS));
            log.error("No worker can start on {}; next try in {} ms", device.name(), pause.toMillis(), failure);
        }
        ScheduledFuture<?> unused = timer.schedule(this::spawn, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void retry(Work work) {
        if (!work.retry() || !queue.readmit(work)) {
            work.fail(Problem.INTERNAL.because("The worker died on this item"));
        }
    }

    /** True if the last attempts to start a worker failed and none is under way. */
    synchronized boolean down() {
        return serving == 0 && threads.isEmpty() && startFailure != null;
    }

    synchronized DeviceState state() {
        return new DeviceState(
                device.name(), device.precision(), serving, startFailure == null ? null : startFailure.toString());
    }

    /** Lets no worker start or wait any more. */
    synchronized void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }

    /** Waits for workers that are still inside a native call; false if one is after that long. */
    boolean awaitStopped(Duration patience) throws InterruptedException {
        Deadline end = Deadline.after(patience);
        Set<Thread> remaining;
        synchronized (this) {
            remaining = Set.copyOf(threads);
        }
        for (Thread thread : remaining) {
            thread.join(Math.max(1, end.remaining().toMillis()));
        }
        return remaining.stream().noneMatch(Thread::isAlive);
    }
}
