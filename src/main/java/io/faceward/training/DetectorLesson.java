package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import io.faceward.model.AnchorFreeDetector;
import io.faceward.network.Tensor;
import io.faceward.network.Upload;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Teaches the detector to find faces in composed scenes: {@link DetectorLoss}, Adam (0.9, 0.999) at 2e-3 after a warm-up.
 * Of each batch the worst false alarm is shown to the teacher; where it sees no face either, the scene comes again.
 */
final class DetectorLesson implements Lesson {

    private static final float RATE = 2e-3f;
    private static final int WARM_UP_STEPS = 200;

    private final TrainingOptions options;
    private final Scenes scenes;
    private final FaceDetector teacher;
    private final HardScenes hard;
    private final Trainee detector;

    /** The teacher stays the caller's. */
    DetectorLesson(TrainingOptions options, Scenes scenes, FaceDetector teacher, Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.scenes = scenes;
        this.teacher = teacher;
        hard = new HardScenes(options.seed(), resumed);
        detector = Trainee.start(
                AnchorFreeDetector.trained(),
                (graph, random) -> AnchorFreeDetector.initialise(random),
                options,
                resumed,
                0.9f,
                0.999f);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        List<Long> numbers = hard.deal(step, options.batch());
        List<Scene> batch = numbers.parallelStream()
                .map(number -> scenes.scene(options.seed() * 1_000_003 + number))
                .toList();
        GridTargets targets = new GridTargets(scenes.side(), batch);
        try (NDManager manager = detector.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray found = detector.forward(images(manager, batch)).head();
            DetectorLoss loss = DetectorLoss.of(found, targets, manager);
            collector.backward(loss.total());
            detector.step(RATE * rate * Math.min(1, (step + 1f) / WARM_UP_STEPS));
            Map<String, Float> figures = new LinkedHashMap<>();
            figures.put("loss", loss.total().getFloat());
            figures.put("score", loss.score().getFloat());
            figures.put("box", loss.box().getFloat());
            figures.put("landmarks", loss.landmarks().getFloat());
            figures.put("overlap", loss.overlap().getFloat());
            figures.put("alarm", mine(numbers, batch, targets, found));
            return figures;
        }
    }

    private NDArray images(NDManager manager, List<Scene> batch) {
        int plane = scenes.side() * scenes.side();
        float[] values = new float[3 * plane * batch.size()];
        IntStream.range(0, batch.size()).parallel().forEach(i -> {
            byte[] rgb = batch.get(i).pixels().rgb();
            for (int k = 0; k < rgb.length; k++) {
                values[(3 * i + k % 3) * plane + k / 3] = (rgb[k] & 0xff) / 127.5f - 1;
            }
        });
        return Upload.floats(manager, values, new Shape(batch.size(), 3, scenes.side(), scenes.side()));
    }

    /** Keeps the scenes with false alarms; answers the mean of the worst of each. */
    private float mine(List<Long> numbers, List<Scene> batch, GridTargets targets, NDArray found) {
        float[] scores = found.get(":,0,:").toFloatArray();
        float sum = 0;
        int worst = -1;
        float worstScore = HardScenes.ALARM;
        for (int i = 0; i < batch.size(); i++) {
            int highest = targets.highestFalse(scores, i);
            float score = highest < 0 ? 0 : (float) (1 / (1 + Math.exp(-scores[highest])));
            sum += score;
            if (hard.contains(numbers.get(i))) {
                hard.note(numbers.get(i), score);
            } else if (score > worstScore) {
                worst = i;
                worstScore = score;
            }
        }
        if (worst >= 0) {
            Pixels pixels = batch.get(worst).pixels();
            Point place = targets.place(targets.highestFalse(scores, worst));
            if (teacher.detect(pixels).stream().noneMatch(face -> face.holds(place))) {
                hard.note(numbers.get(worst), worstScore);
            }
        }
        return sum / batch.size();
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = detector.checkpoint();
        hard.save(state);
        return state;
    }

    /** The trained weights. */
    Map<String, Tensor> weights() {
        return detector.weights();
    }

    @Override
    public void close() {
        detector.close();
    }
}
