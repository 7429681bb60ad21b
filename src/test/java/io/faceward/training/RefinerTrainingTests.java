package io.faceward.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.FaceDetector;
import io.faceward.model.AnchorFreeDetector;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of the refiner's trainer on a few faces of the real folders, behind an untrained first stage. */
class RefinerTrainingTests {

    private static final int SIDE = 96;

    @TempDir
    Path folder;

    private Path data;
    private Path detector;

    @BeforeEach
    void takeAFewFacesAndAFirstStageThatSeesThemEverywhere() throws IOException {
        data = SmallData.below(folder);
        var weights = AnchorFreeDetector.initialise(
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        requireNonNull(weights.get("head1.1.bias")).data()[0] = 0;
        detector = folder.resolve("detector.safetensors");
        new Safetensors(weights, Map.of()).write(detector, true);
    }

    @Test
    void theRefinerLearns() throws IOException {
        TrainingOptions options = options("learns", 80, false);
        train(options, 80);
        List<Float> losses = run("learns").losses();
        assertThat(RunFiles.mean(losses.subList(6, 8))).isLessThan(0.7 * losses.get(0));
    }

    @Test
    void anInterruptedRunGoesOnAsIfNothingHadHappened() throws IOException {
        RefinerTraining.run(options("whole", 20, false), detector, SIDE, 1);

        // The schedule depends on the whole length, so the interruption is a checkpoint copied at half time.
        TrainingOptions parts = options("parts", 20, true);
        Files.createDirectories(parts.out());
        Map<String, Tensor> state = train(parts, 10);
        state.put("run.step", new Tensor(new float[] {10}));
        new Safetensors(state, Map.of()).write(parts.out().resolve("checkpoint.safetensors"), false);
        RefinerTraining.run(parts, detector, SIDE, 1);

        assertThat(run("parts").losses().get(0)).isCloseTo(run("whole").losses().get(1), within(0.02f));
        assertThat(run("parts").checkpoint().keySet())
                .isEqualTo(run("whole").checkpoint().keySet());
    }

    @Test
    void leavesACardWithFiguresAndWeightsThatABundleTakes() throws IOException {
        Map<String, Object> figures = RefinerTraining.run(options("run", 2, false), detector, SIDE, 1);
        assertThat(figures).containsKeys("scenes", "facelessParts", "milliseconds640x640");
        assertThat(Files.readString(folder.resolve("run/face-refiner.card.json")))
                .contains("\"sha256\"", "recallBySize", "CelebA");

        Path bundle = folder.resolve("bundle");
        new ModelFolder(folder.resolve("run")).publish("face-refiner", bundle);
        Bundle loaded = Bundle.load(new BundleProperties(bundle, folder.resolve("cache")));
        assertThat(loaded.archive("face-refiner", Precision.FLOAT32)).exists();
    }

    /** Trains some steps, logged only where they are all. */
    private Map<String, Tensor> train(TrainingOptions options, long steps) throws IOException {
        Map<String, Tensor> start = Safetensors.read(detector).tensors();
        try (FaceDetector teacher = Teachers.doubtingDetector(data);
                FaceDetector firstStage = RefinerTraining.firstStage(start);
                RefinerLesson lesson = new RefinerLesson(
                        options,
                        new Scenes(SIDE, DetectorTraining.trainingPictures(options, teacher)),
                        firstStage,
                        start)) {
            if (steps == options.steps()) {
                new TrainingRun(options).run(lesson, Map.of());
            } else {
                for (long step = 0; step < steps; step++) {
                    lesson.step(step, 1);
                }
            }
            return lesson.checkpoint();
        }
    }

    private TrainingOptions options(String name, long steps, boolean resume) throws IOException {
        Path out = Files.createDirectories(folder.resolve(name));
        return new TrainingOptions(data, out, steps, null, 2, 1, "cpu", Precision.FLOAT32, resume, null);
    }

    private RunFiles run(String name) {
        return new RunFiles(folder.resolve(name));
    }
}
