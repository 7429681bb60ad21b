package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Crop;
import io.faceward.inference.Deadline;
import io.faceward.model.Manipulator;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.protect.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs ascents, a photo per thread; more photos than may wait are refused. Thread-safe; the owner closes it. */
final class AscentPool implements AutoCloseable {

    private final WhiteBoxes boxes;
    private final IterativeProperties properties;
    private final ThreadPoolExecutor workers;
    private volatile boolean closing;

    AscentPool(WhiteBoxes boxes, IterativeProperties properties) {
        this.boxes = boxes;
        this.properties = properties;
        BlockingQueue<Runnable> queue = properties.queueCapacity() == 0
                ? new SynchronousQueue<>()
                : new ArrayBlockingQueue<>(properties.queueCapacity(), true);
        this.workers = new ThreadPoolExecutor(
                properties.workers(), properties.workers(), 0, TimeUnit.SECONDS, queue, AscentPool::thread);
    }

    private static Thread thread(Runnable task) {
        return new Thread(task, "iterative");
    }

    /** The manipulators that are attacked. */
    List<Manipulator> manipulators() {
        return boxes.manipulators();
    }

    /**
     * Starts an ascent on the faces of a photo and returns at once.
     *
     * @param bound of the perturbation in units of [-1,1]
     * @return one for each crop; cancelling any of them stops the work on all within a step
     * @throws io.faceward.problem.ServiceException {@link Problem#QUEUE_FULL}
     */
    List<CompletableFuture<Tensor>> submit(
            Ascent ascent, List<Crop> crops, float bound, long seed, Deadline deadline, Progress progress) {
        List<CompletableFuture<Tensor>> answers = new ArrayList<>();
        crops.forEach(crop -> answers.add(new CompletableFuture<>()));
        try {
            workers.execute(() -> work(ascent, crops, bound, seed, deadline, progress, answers));
        } catch (RejectedExecutionException full) {
            if (closing) {
                throw closed();
            }
            int capacity = properties.workers() + properties.queueCapacity();
            throw Problem.QUEUE_FULL
                    .because("%d photos are being computed or wait".formatted(capacity))
                    .limit(capacity, capacity + 1);
        }
        return answers;
    }

    private void work(
            Ascent ascent,
            List<Crop> crops,
            float bound,
            long seed,
            Deadline deadline,
            Progress progress,
            List<CompletableFuture<Tensor>> answers) {
        try {
            for (int from = 0; from < crops.size(); from += properties.batchSize()) {
                int to = Math.min(crops.size(), from + properties.batchSize());
                Progress ofAll = ofBatch(from / properties.batchSize(), crops.size(), progress);
                Steps steps = new Steps(ascent.steps(), deadline, () -> unwanted(answers), ofAll);
                List<Tensor> deltas = batch(ascent, crops.subList(from, to), bound, seed + from, steps);
                for (int i = from; i < to; i++) {
                    answers.get(i).complete(deltas.get(i - from));
                }
            }
        } catch (CancellationException stopped) {
            answers.forEach(answer -> answer.completeExceptionally(closing ? closed() : stopped));
        } catch (RuntimeException | Error failure) {
            answers.forEach(answer -> answer.completeExceptionally(failure));
        }
    }

    /** A batch's steps among those of all. */
    private Progress ofBatch(int batch, int faces, Progress progress) {
        int batches = (faces + properties.batchSize() - 1) / properties.batchSize();
        return (done, each, psnr) -> progress.step(batch * each + done, batches * each, psnr);
    }

    private boolean unwanted(List<CompletableFuture<Tensor>> answers) {
        return closing || answers.stream().anyMatch(CompletableFuture::isCancelled);
    }

    private List<Tensor> batch(Ascent ascent, List<Crop> crops, float bound, long seed, Steps steps) {
        // Not worth loading networks for.
        steps.more();
        List<WhiteBox> all = boxes.all();
        try (NDManager manager = all.get(0).manager().newSubManager()) {
            NDList pictures = new NDList();
            crops.forEach(crop -> pictures.add(crop.image().on(manager)));
            NDArray stacked = NDArrays.stack(pictures);
            List<Target> targets = all.stream()
                    .map(box -> Target.of(box, crops, stacked, boxes.threshold(box.manipulator())))
                    .toList();
            List<Long> seeds =
                    IntStream.range(0, crops.size()).mapToObj(i -> seed + i).toList();
            NDArray deltas = ascent.run(new FaceBatch(stacked, targets, seeds), bound, steps);
            return IntStream.range(0, crops.size())
                    .mapToObj(i -> Tensor.of(deltas.get(i)))
                    .toList();
        }
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
