package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.face.CloseUp;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import io.faceward.model.FaceRefiner;
import io.faceward.network.Tensor;
import io.faceward.network.Upload;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Teaches the refiner to judge and to locate candidates in composed scenes, and faces in portraits: {@link RefinerLoss} of
 * {@link Proposals}, Adam (0.9, 0.999) at 2e-3 after a warm-up.
 */
final class RefinerLesson implements Lesson {

    private static final float RATE = 2e-3f;
    private static final int WARM_UP_STEPS = 100;
    private static final int PLANES = 3 * CloseUp.SIDE * CloseUp.SIDE;

    /** Portraits for each scene: they cost little, and show landmarks of many people. */
    private static final int PORTRAITS = 24;

    private final TrainingOptions options;
    private final Scenes scenes;
    private final FaceDetector firstStage;
    private final Trainee refiner;
    private CompletableFuture<List<Task>> prepared = CompletableFuture.completedFuture(List.of());
    private long preparedStep = -1;

    /** A scene and what to look at in it. */
    private record Task(Scene scene, List<Proposal> proposals) {}

    /**
     * The first stage stays the caller's.
     *
     * @param firstStage tells unlikely candidates, too
     * @param start a checkpoint, or the weights of the first stage
     */
    RefinerLesson(TrainingOptions options, Scenes scenes, FaceDetector firstStage, Map<String, Tensor> start)
            throws IOException {
        this.options = options;
        this.scenes = scenes;
        this.firstStage = firstStage;
        refiner = Trainee.start(FaceRefiner.trained(), options, start, 0.9f, 0.999f);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        List<Task> tasks = taken(step);
        RefinerTargets targets = new RefinerTargets(
                tasks.stream().flatMap(task -> task.proposals().stream()).toList());
        try (NDManager manager = refiner.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray found = refiner.forward(images(manager, tasks)).head();
            RefinerLoss loss = RefinerLoss.of(found, targets, manager);
            collector.backward(loss.total());
            refiner.step(RATE * rate * Math.min(1, (step + 1f) / WARM_UP_STEPS));
            Map<String, Float> figures = new LinkedHashMap<>();
            figures.put("loss", loss.total().getFloat());
            figures.put("score", loss.score().getFloat());
            figures.put("box", loss.box().getFloat());
            figures.put("landmarks", loss.landmarks().getFloat());
            figures.putAll(targets.figures(found.toFloatArray()));
            return figures;
        }
    }

    /** The tasks of a step; those of the next one are made while the network works. */
    private List<Task> taken(long step) {
        List<Task> tasks = (step == preparedStep ? prepared : tasks(step)).join();
        preparedStep = step + 1;
        prepared = tasks(preparedStep);
        return tasks;
    }

    private CompletableFuture<List<Task>> tasks(long step) {
        int scenesAndPortraits = options.batch() * (1 + PORTRAITS);
        return CompletableFuture.supplyAsync(() -> IntStream.range(0, scenesAndPortraits)
                .parallel()
                .mapToObj(i -> i < options.batch()
                        ? task(options.seed() * 1_000_003 + step * options.batch() + i)
                        : portrait(options.seed() * 1_000_033 + step * scenesAndPortraits + i))
                .toList());
    }

    private Task portrait(long number) {
        Scene scene = scenes.portrait(number);
        return new Task(scene, List.of(Proposals.only(scene, new SplittableRandom(~number))));
    }

    private Task task(long number) {
        Scene scene = scenes.scene(number);
        return new Task(scene, Proposals.of(scene, firstStage.detect(scene.pixels()), new SplittableRandom(~number)));
    }

    private static NDArray images(NDManager manager, List<Task> tasks) {
        List<View> views = tasks.stream()
                .flatMap(task -> task.proposals().stream()
                        .map(proposal -> new View(task.scene().pixels(), proposal.closeUp())))
                .toList();
        float[] planes = new float[views.size() * PLANES];
        IntStream.range(0, views.size())
                .parallel()
                .forEach(i -> views.get(i).closeUp().draw(views.get(i).pixels(), planes, i * PLANES));
        return Upload.floats(manager, planes, new Shape(views.size(), 3, CloseUp.SIDE, CloseUp.SIDE));
    }

    private record View(Pixels pixels, CloseUp closeUp) {}

    @Override
    public Map<String, Tensor> checkpoint() {
        return refiner.checkpoint();
    }

    /** The trained weights. */
    Map<String, Tensor> weights() {
        return refiner.weights();
    }

    @Override
    public void close() {
        var unused = prepared.handle((tasks, failure) -> tasks).join();
        refiner.close();
    }
}
