package io.faceward.inference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thread with its own models: loads them, then answers batches until the queue has drained or something breaks. */
final class Worker implements Runnable {

    /** Learns of a worker's life, on the worker's thread. */
    interface Owner {

        /** All required models are loaded, tested and warm. */
        void serving();

        /**
         * The worker ends.
         *
         * @param batch what it worked on, answered or not
         * @param failure why it ends, or null if nothing is left to do
         */
        void stopped(List<Work> batch, boolean hasServed, @Nullable Throwable failure);
    }

    private final Device device;
    private final Map<String, Item> blanks;
    private final Batching batching;
    private final WorkQueue queue;
    private final InferenceMetrics metrics;
    private final Owner owner;

    Worker(
            Device device,
            Map<String, Item> blanks,
            Batching batching,
            WorkQueue queue,
            InferenceMetrics metrics,
            Owner owner) {
        this.device = device;
        this.blanks = blanks;
        this.batching = batching;
        this.queue = queue;
        this.metrics = metrics;
        this.owner = owner;
    }

    @Override
    @SuppressWarnings("InterruptedExceptionSwallowed") // the owner is the only one who interrupts, and is told
    public void run() {
        List<Work> batch = List.of();
        boolean serving = false;
        Throwable failure = null;
        try (Runners runners = new Runners(device, blanks, metrics)) {
            device.enter();
            runners.warm(batching.buckets());
            serving = true;
            owner.serving();
            Execution execution = new Execution(device, runners, batching, metrics);
            do {
                batch = queue.take(batching);
                execution.compute(batch);
            } while (!batch.isEmpty());
        } catch (Throwable e) {
            // An Error, too: whatever ends this thread, its batch must find another.
            failure = e;
        }
        owner.stopped(batch, serving, failure);
    }
}
