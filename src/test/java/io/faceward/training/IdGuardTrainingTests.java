package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.Device;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs against the bundled manipulators on a few faces. */
class IdGuardTrainingTests {

    private static final List<String> AGAINST = List.of("stargan", "surrogate");

    @TempDir
    Path folder;

    private Path data;
    private Path prior;
    private Bundle bundle;

    @BeforeEach
    void takeAFewFaces() throws IOException {
        data = SmallData.below(folder);
        for (Path set : FaceFolders.TEST) {
            for (Path file : PortraitFiles.in(data.resolve(set)).subList(1, 6)) {
                Files.delete(file);
            }
        }
        prior = folder.resolve("prior.safetensors");
        new Safetensors(Map.of("prior", noPrior()), Map.of()).write(prior, false);
        bundle = Bundle.load(new BundleProperties(null, folder.resolve("cache")));
    }

    @Test
    void aRunLeavesAGeneratorItsCardAndAReport() throws IOException {
        IdGuardOptions options = options(AGAINST, WeightStrategy.MGDA);
        IdGuardTraining.run(options);

        Path out = options.training().out();
        assertThat(Files.readString(out.resolve("id-guard.card.json")))
                .contains("\"sha256\"", "\"MGDA\"", "faces/lfw250/test", "calibratedRate");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("### faces/ffhq256/test, 1 faces", "| this generator |", "| uniform noise |", "stargan");
        assertThat(out.resolve("report.json")).isNotEmptyFile();
        assertThat(out.resolve("sheet-faces-lfw250-test-stargan.png")).isNotEmptyFile();
        assertThat(Files.readAllLines(out.resolve("exams.csv"))).hasSize(3);
        List<String> log = Files.readAllLines(out.resolve("log.csv"));
        assertThat(log.get(0)).contains("weight.stargan", "weight.surrogate", "l2.stargan");

        new ModelFolder(out).publish("id-guard", folder.resolve("bundle"));
        TableOne.run(new TableOneOptions(
                data,
                folder.resolve("table"),
                bundle,
                AGAINST,
                List.of(List.of("surrogate", "stargan")),
                1,
                false,
                Cutting.AGREED,
                Map.of("ours", out.resolve("id-guard.safetensors")),
                1,
                1,
                "cpu"));
        assertThat(Files.readString(folder.resolve("table/report.md")))
                .contains("Disrupting (PGD on surrogate + stargan, 1 steps)", "| ours |", "| uniform noise |");
    }

    @Test
    void stepsGoOnAfterAnInterruptionAsIfNothingHadHappened() throws IOException {
        IdGuardOptions options = options(AGAINST, WeightStrategy.KPI);
        try (WhiteBoxSet targets = WhiteBoxSet.load(bundle, AGAINST, Device.cpu());
                TorchModule recogniser = Teachers.recogniser(data, Device.cpu())) {
            Faces faces = faces();
            Tensor start = UniversalPerturbation.against(targets.boxes(), faces, Cutting.DETECTED, 2, 1);
            try (IdGuardLesson lesson =
                    new IdGuardLesson(options, faces, targets.boxes(), recogniser, start, Map.of())) {
                assertThat(lesson.step(0, 1).values()).allMatch(Float::isFinite);
                Map<String, Tensor> checkpoint = lesson.checkpoint();
                assertThat(checkpoint).containsKeys("prior.value", "prior.adam.mean.value", "performance.stargan");
                Map<String, Float> figures = lesson.step(1, 1);
                try (IdGuardLesson resumed =
                        new IdGuardLesson(options, faces, targets.boxes(), recogniser, start, checkpoint)) {
                    Map<String, Float> again = resumed.step(1, 1);
                    assertThat(again.keySet()).isEqualTo(figures.keySet());
                    figures.forEach((name, value) ->
                            assertThat(again.get(name)).as(name).isCloseTo(value, withPercentage(0.5)));
                }
            }
        }
    }

    @Test
    void ascentOnSeveralManipulatorsTogetherMovesTheEditsOfEach() throws IOException {
        try (WhiteBoxSet targets = WhiteBoxSet.load(bundle, AGAINST, Device.cpu());
                TorchModule recogniser = Teachers.recogniser(data, Device.cpu())) {
            DefenceExam exam = new DefenceExam(targets.boxes(), recogniser, bundle);
            List<FacePicture> face = FacePictures.read(data, FaceFolders.TEST.get(0));
            DefenceExam.Figures noise = exam.of(face, Defence.noise(1));
            DefenceExam.Figures together = exam.of(face, Defence.disrupting(targets.boxes(), 8, 1));
            for (int i = 0; i < AGAINST.size(); i++) {
                assertThat(together.manipulators().get(i).l2Face())
                        .as(AGAINST.get(i))
                        .isGreaterThan(3 * noise.manipulators().get(i).l2Face());
            }
        }
    }

    @Test
    void theGradientOfTheWeightedSumIsWhatReachesTheGenerator() throws IOException {
        // Adam's first step is the gradient's sign: against one manipulator alone its loss must fall.
        List<String> one = List.of("surrogate");
        IdGuardOptions options = options(one, WeightStrategy.EQUAL);
        try (WhiteBoxSet targets = WhiteBoxSet.load(bundle, one, Device.cpu());
                TorchModule recogniser = Teachers.recogniser(data, Device.cpu())) {
            Faces faces = faces();
            try (IdGuardLesson lesson =
                    new IdGuardLesson(options, faces, targets.boxes(), recogniser, noPrior(), Map.of())) {
                List<Float> losses = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    losses.add(lesson.step(0, 1).get("loss"));
                }
                assertThat(losses.get(5)).isLessThan(losses.get(0) - 0.5f);
            }
        }
    }

    @Test
    void whatCannotBeTrainedAgainstIsRefusedByName() {
        assertThatThrownBy(() -> IdGuardTraining.run(options(List.of("hisd"), WeightStrategy.KPI)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no manipulator 'hisd'")
                .hasMessageContaining("stargan");
    }

    @Test
    void aTableOfWhatIsNotAmongItsManipulatorsIsRefusedBeforeAnythingIsMeasured() {
        Path table = folder.resolve("table");
        assertThatThrownBy(() -> TableOne.run(new TableOneOptions(
                        data,
                        table,
                        bundle,
                        List.of("surrogate"),
                        List.of(List.of("surrogate", "")),
                        1,
                        false,
                        Cutting.AGREED,
                        Map.of(),
                        1,
                        1,
                        "cpu")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'' is not among the manipulators");
        assertThat(table.resolve("report.md")).doesNotExist();
    }

    private static Tensor noPrior() {
        return new Tensor(new float[3 * 144 * 144], 1, 3, 144, 144);
    }

    private Faces faces() throws IOException {
        List<FacePicture> pictures = FacePictures.read(data, FaceFolders.TRAIN.get(0));
        return Faces.aligned(IdentityMaps.of(pictures, data, folder.resolve("maps.safetensors"), Device.cpu()));
    }

    private IdGuardOptions options(List<String> against, WeightStrategy strategy) {
        TrainingOptions training =
                new TrainingOptions(data, folder.resolve("run"), 2, null, 1, 1, "cpu", Precision.FLOAT32, false, prior);
        return new IdGuardOptions(
                training,
                bundle,
                against,
                2,
                List.of("surrogate"),
                strategy,
                Map.of(against.get(0), 2.0),
                new IdGuardOptions.Objective(LossScale.LOGARITHMIC, MaskForm.ADDED, null, null, null),
                1e-4f,
                0.95f,
                40.5f,
                true,
                Cutting.CARELESS,
                true,
                new IdGuardOptions.Examination(1, 1, 8));
    }
}
