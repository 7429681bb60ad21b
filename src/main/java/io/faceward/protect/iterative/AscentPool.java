package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Crop;
import io.faceward.inference.CpuThreads;
import io.faceward.model.Manipulator;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.protect.Perturbed;
import io.faceward.protect.Progress;
import io.faceward.protect.Proof;
import io.faceward.protect.Task;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs ascents, a photo per thread; more photos than may wait are refused. Thread-safe; the owner closes it. */
final class AscentPool implements AutoCloseable {

    private final WhiteBoxes boxes;
    private final IterativeProperties properties;
    private final Counter refused;
    private final Semaphore free;
    private final ExecutorService workers;
    private volatile boolean closing;

    /** @param refused counts photos for which there was no place */
    AscentPool(WhiteBoxes boxes, IterativeProperties properties, Counter refused) {
        this.boxes = boxes;
        this.properties = properties;
        this.refused = refused;
        this.free = new Semaphore(properties.workers() + properties.queueCapacity());
        this.workers = Executors.newFixedThreadPool(properties.workers(), this::thread);
    }

    private Thread thread(Runnable work) {
        return CpuThreads.computing(
                () -> {
                    CpuThreads.share(properties.workers());
                    work.run();
                },
                "iterative");
    }

    /** The manipulators that are attacked; see {@link WhiteBoxes#manipulators}. */
    List<Manipulator> manipulators(List<String> chosen) {
        return boxes.manipulators(chosen);
    }

    /**
     * Takes the place of a photo that is yet to come.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL}
     */
    void reserve() {
        if (!free.tryAcquire()) {
            refused.increment();
            int capacity = properties.workers() + properties.queueCapacity();
            throw Problem.QUEUE_FULL
                    .because("%d photos are being computed or wait".formatted(capacity))
                    .limit(capacity, capacity + 1);
        }
    }

    /** Gives back a place that no photo came for. */
    void release() {
        free.release();
    }

    /**
     * Starts an ascent on the faces of a photo, in the place that was reserved for it, and returns at once.
     *
     * @param starts perturbations to begin with, in the order of the crops, or none
     * @param begun told when the ascent leaves the queue
     * @return one for each crop; cancelling any of them stops the work on all within a step
     */
    List<CompletableFuture<Perturbed>> submit(
            Ascent ascent, Task task, List<CompletableFuture<Perturbed>> starts, Runnable begun) {
        List<CompletableFuture<Perturbed>> answers = new ArrayList<>();
        task.crops().forEach(crop -> answers.add(new CompletableFuture<>()));
        try {
            workers.execute(() -> {
                try {
                    begun.run();
                    work(ascent, task, starts, answers);
                } finally {
                    release();
                }
            });
        } catch (RejectedExecutionException ended) {
            release();
            throw closed();
        }
        return answers;
    }

    private void work(
            Ascent ascent,
            Task task,
            List<CompletableFuture<Perturbed>> starts,
            List<CompletableFuture<Perturbed>> answers) {
        try {
            int faces = task.crops().size();
            for (int from = 0; from < faces; from += properties.batchSize()) {
                int to = Math.min(faces, from + properties.batchSize());
                Steps steps = new Steps(
                        ascent.steps(),
                        task.deadline().before(properties.reserve()),
                        () -> unwanted(answers),
                        ofBatch(from / properties.batchSize(), task));
                List<Perturbed> perturbed = batch(ascent, task, starts, from, to, steps);
                for (int i = from; i < to; i++) {
                    answers.get(i).complete(perturbed.get(i - from));
                }
            }
        } catch (CancellationException stopped) {
            answers.forEach(answer -> answer.completeExceptionally(closing ? closed() : stopped));
        } catch (RuntimeException | Error failure) {
            answers.forEach(answer -> answer.completeExceptionally(failure));
        }
    }

    /** The steps of a batch among those of all. */
    private Progress ofBatch(int batch, Task task) {
        int batches = (task.crops().size() + properties.batchSize() - 1) / properties.batchSize();
        return (done, each, psnr) -> task.progress().step(batch * each + done, batches * each, psnr);
    }

    private boolean unwanted(List<CompletableFuture<Perturbed>> answers) {
        return closing || answers.stream().anyMatch(CompletableFuture::isCancelled);
    }

    private List<Perturbed> batch(
            Ascent ascent, Task task, List<CompletableFuture<Perturbed>> starts, int from, int to, Steps steps) {
        // Not worth loading networks for.
        steps.more();
        List<WhiteBox> all = boxes.of(task.against(), ascent.method());
        try (NDManager manager = all.get(0).manager().newSubManager()) {
            FaceBatch faces = faces(all, task, starts, from, to, manager);
            NDArray deltas = ascent.run(faces, task.bound(), steps);
            List<Tensor> each = faces.each(deltas);
            Changes changes = faces.changes(faces.prints(each));
            return IntStream.range(0, faces.size())
                    .mapToObj(i -> new Perturbed(each.get(i), changes.weakest(i)))
                    .toList();
        }
    }

    private FaceBatch faces(
            List<WhiteBox> all,
            Task task,
            List<CompletableFuture<Perturbed>> starts,
            int from,
            int to,
            NDManager manager) {
        List<Crop> crops = task.crops().subList(from, to);
        Proof proof = task.proof();
        NDArray pictures = Tensor.stack(crops.stream().map(Crop::image).toList(), manager);
        return new FaceBatch(
                pictures,
                all.stream()
                        .map(box -> Target.of(box, crops, pictures, boxes.threshold(box.manipulator())))
                        .toList(),
                Pasting.of(crops.stream().map(proof::roundTrip).toList(), proof.grey(), manager),
                crops.stream()
                        .<Function<Tensor, Proof.Print>>map(crop -> delta -> proof.print(crop, delta))
                        .toList(),
                crops.stream().map(crop -> proof.crowding(crop, task.crops())).toList(),
                LongStream.range(from, to).mapToObj(i -> task.seed() + i).toList(),
                starts.isEmpty() ? null : awaited(task, starts.subList(from, to), manager));
    }

    private static NDArray awaited(Task task, List<CompletableFuture<Perturbed>> starts, NDManager manager) {
        List<Tensor> deltas = starts.stream()
                .map(start -> task.deadline().await(start, "The start").delta())
                .toList();
        return Tensor.stack(deltas, manager);
    }

    private static RuntimeException closed() {
        return Problem.MODEL_UNAVAILABLE.because("The service is shutting down");
    }

    /** Takes nothing more and stops what runs after its step: a native call that is cut off can crash the process. */
    @Override
    public void close() {
        closing = true;
        workers.shutdown();
        try {
            if (workers.awaitTermination(properties.drain().toNanos(), TimeUnit.NANOSECONDS)) {
                boxes.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
