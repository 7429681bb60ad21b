package io.faceward.evaluate;

import io.faceward.inference.Deadline;
import io.faceward.inference.Item;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.model.ModelCard;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The networks of one evaluation, computed by the worker pool. A network that the bundle lacks answers null. For one thread;
 * whoever opens it closes it, which drops what is not computed yet.
 */
final class Networks implements AutoCloseable {

    private final WorkerPool pool;
    private final @Nullable ModelCard recogniser;
    private final @Nullable ModelCard classifier;
    private final @Nullable ModelCard perceptual;
    private final Deadline deadline;
    private final Semaphore places;
    private final Set<CompletableFuture<Tensor>> pending = ConcurrentHashMap.newKeySet();

    /** @param inflight items that may be unanswered at once; one more waits for a place */
    Networks(Bundle bundle, WorkerPool pool, int inflight, Deadline deadline) {
        this.recogniser = bundle.last(ModelCard.RECOGNISER).orElse(null);
        this.classifier = bundle.last(ModelCard.ATTRIBUTE_CLASSIFIER).orElse(null);
        this.perceptual = bundle.last(ModelCard.PERCEPTUAL_DISTANCE).orElse(null);
        this.pool = pool;
        this.deadline = deadline;
        this.places = new Semaphore(inflight);
    }

    /** The edited picture, to be given to {@link #await}. */
    Future<Tensor> edit(Manipulator manipulator, Tensor view, Edit edit) {
        return submit(
                manipulator.id(),
                edit.condition().data().length == 0 ? Item.of(view) : Item.of(view, edit.condition()));
    }

    /**
     * Who is in a picture, to be given to {@link #await}.
     *
     * @param face aligned for recognisers, {@code [3,112,112]}; asked for only where there is a recogniser
     */
    @Nullable
    Future<Tensor> embedding(Supplier<Tensor> face) {
        return recogniser == null ? null : submit(recogniser.id(), Item.of(face.get()));
    }

    /** How differently two pictures {@code [3,H,W]} look. */
    @Nullable
    Double perceptual(Tensor a, Tensor b) {
        return perceptual == null
                ? null
                : (double) await(submit(perceptual.id(), Item.of(a, b))).data()[0];
    }

    /**
     * The attributes that a face has; none known without a classifier.
     *
     * @param face gives the aligned face, its side in pixels
     */
    Set<String> attributes(IntFunction<Tensor> face) {
        Set<String> present = new HashSet<>();
        if (classifier != null && classifier.conditions() != null && classifier.side() != null) {
            List<String> names = classifier.conditions().names();
            float[] logits = await(submit(classifier.id(), Item.of(face.apply(classifier.side()))))
                    .data();
            for (int i = 0; i < names.size(); i++) {
                if (logits[i] > 0) {
                    present.add(names.get(i));
                }
            }
        }
        return present;
    }

    /** @throws io.faceward.problem.ServiceException what the answer failed with, or that it is late */
    Tensor await(Future<Tensor> answer) {
        return deadline.await(answer, "The evaluation");
    }

    private CompletableFuture<Tensor> submit(String model, Item item) {
        try {
            if (!places.tryAcquire(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS)) {
                throw Problem.DEADLINE_EXCEEDED.because("The evaluation was not ready in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.MODEL_UNAVAILABLE.because("Faceward is shutting down").causedBy(interrupted);
        }
        CompletableFuture<Tensor> answer = pool.submit(model, item, deadline);
        pending.add(answer);
        CompletableFuture<Tensor> unused = answer.whenComplete((done, failure) -> {
            pending.remove(answer);
            places.release();
        });
        return answer;
    }

    @Override
    public void close() {
        pending.forEach(answer -> answer.cancel(true));
    }
}
