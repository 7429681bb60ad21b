package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of the detector's trainer on a few faces of the real folders. */
class DetectorTrainingTests {

    private static final int FACES = 5;
    private static final int SIDE = 96;
    private static final List<Path> TRAIN =
            List.of(Path.of("faces/ffhq256/train"), Path.of("faces/lfw250/train"), Path.of("faces/celeba89x109/train"));

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void takeAFewFaces() throws IOException {
        data = folder.resolve("data");
        for (Path set : Stream.concat(TRAIN.stream(), FaceFolders.TEST.stream()).toList()) {
            Path to = Files.createDirectories(data.resolve(set));
            try (Stream<Path> files = Files.list(SharedData.data(set.toString()))) {
                for (Path file : files.sorted().limit(FACES).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        Files.createSymbolicLink(data.resolve("weights"), SharedData.data("weights"));
    }

    @Test
    void theDetectorLearns() throws IOException {
        TrainingOptions options = options("learns", 160, false);
        try (FaceDetector teacher = Teachers.doubtingDetector(data);
                DetectorLesson lesson = new DetectorLesson(options, scenes(teacher), teacher, Map.of())) {
            new TrainingRun(options).run(lesson, Map.of());
        }
        List<Float> losses = run("learns").losses();
        assertThat(RunFiles.mean(losses.subList(12, 16))).isLessThan(0.85 * RunFiles.mean(losses.subList(0, 4)));
    }

    @Test
    void anInterruptedRunGoesOnAsIfNothingHadHappened() throws IOException {
        DetectorTraining.run(options("whole", 40, false), SIDE, 2);

        // The schedule depends on the whole length, so the interruption is a checkpoint copied at half time.
        TrainingOptions parts = options("parts", 40, true);
        TrainingRun run = new TrainingRun(parts);
        try (FaceDetector teacher = Teachers.doubtingDetector(data);
                DetectorLesson lesson = new DetectorLesson(
                        parts,
                        new Scenes(SIDE, DetectorTraining.trainingPictures(parts, teacher)),
                        teacher,
                        run.resumed())) {
            for (long step = 0; step < 20; step++) {
                lesson.step(step, 1);
            }
            Map<String, Tensor> state = lesson.checkpoint();
            state.put("run.step", new Tensor(new float[] {20}));
            new Safetensors(state, Map.of()).write(parts.out().resolve("checkpoint.safetensors"), false);
        }
        DetectorTraining.run(parts, SIDE, 2);

        assertThat(run("parts").losses()).hasSize(2);
        assertThat(run("parts").losses().get(1)).isCloseTo(run("whole").losses().get(3), within(1e-3f));
        Map<String, Tensor> whole = run("whole").checkpoint();
        Map<String, Tensor> resumed = run("parts").checkpoint();
        assertThat(resumed.keySet()).isEqualTo(whole.keySet());
    }

    @Test
    void leavesACardWithFiguresAndWeightsThatABundleTakes() throws IOException {
        Map<String, Object> figures = DetectorTraining.run(options("run", 2, false), SIDE, 2);
        assertThat(figures).containsKeys("scenes", "facelessParts", "milliseconds640x640");
        assertThat(Files.readString(folder.resolve("run/face-detector.card.json")))
                .contains("\"sha256\"", "recallBySize", "CelebA");

        Path bundle = folder.resolve("bundle");
        new ModelFolder(folder.resolve("run")).publish("face-detector", bundle);
        Bundle loaded = Bundle.load(new BundleProperties(bundle, folder.resolve("cache")));
        assertThat(loaded.archive("face-detector", Precision.FLOAT32)).exists();
    }

    @Test
    void labelsAreFoundOnceAndKept() throws IOException {
        Path file = folder.resolve("labels.safetensors");
        List<LabelledPicture> pictures;
        try (FaceDetector teacher = Teachers.doubtingDetector(data)) {
            pictures = FaceLabels.of(data, TRAIN, file, teacher);
        }
        assertThat(pictures).hasSizeBetween(14, 15);
        FaceDetector unused = DetectorFiguresTests.fixed(List.of());
        assertThat(FaceLabels.of(data, TRAIN, file, unused)).isEqualTo(pictures);

        Files.delete(pictures.get(0).file());
        try (FaceDetector teacher = Teachers.doubtingDetector(data)) {
            assertThat(FaceLabels.of(data, TRAIN, file, teacher)).isEqualTo(pictures.subList(1, pictures.size()));
        }
    }

    @Test
    void aSceneDependsOnItsNumberAloneAndShowsItsFacesWhereItSays() throws IOException {
        try (FaceDetector teacher = Teachers.doubtingDetector(data)) {
            Scenes scenes = new Scenes(384, FaceLabels.of(data, TRAIN, folder.resolve("labels"), teacher));
            assertThat(scenes.scene(3).pixels().rgb())
                    .isEqualTo(scenes.scene(3).pixels().rgb());
            int faces = 0;
            int seen = 0;
            int unexplained = 0;
            for (int number = 0; number < 40; number++) {
                Scene scene = scenes.scene(number);
                List<Face> finds = teacher.detect(scene.pixels());
                List<Face> known = new ArrayList<>(scene.faces());
                List<Face> large =
                        known.stream().filter(face -> face.side() >= 40).toList();
                faces += large.size();
                seen += (int) large.stream()
                        .filter(face -> finds.stream().anyMatch(find -> find.overlap(face) > 0.5))
                        .count();
                known.addAll(scene.doubtful());
                unexplained += (int) finds.stream()
                        .filter(find -> find.score() > 0.8)
                        .filter(find -> known.stream().noneMatch(face -> face.overlap(find) > 0.3))
                        .count();
            }
            assertThat(faces).isGreaterThan(60);
            assertThat(seen).isGreaterThan(faces * 85 / 100);
            assertThat(unexplained).isLessThan(faces / 30);
        }
    }

    private Scenes scenes(FaceDetector teacher) throws IOException {
        return new Scenes(SIDE, FaceLabels.of(data, TRAIN, folder.resolve("labels.safetensors"), teacher));
    }

    private TrainingOptions options(String name, long steps, boolean resume) {
        return new TrainingOptions(
                data, folder.resolve(name), steps, null, 4, 1, "cpu", Precision.FLOAT32, resume, null);
    }

    private RunFiles run(String name) {
        return new RunFiles(folder.resolve(name));
    }
}
