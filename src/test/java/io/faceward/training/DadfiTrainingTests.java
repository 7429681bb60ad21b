package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.faceward.evaluate.TestBundle;
import io.faceward.model.Bundle;
import io.faceward.model.BundleFolder;
import io.faceward.model.BundleProperties;
import io.faceward.model.ModelCard;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of DADFI's trainer against a small untrained StarGAN and the bundle's surrogate. */
class DadfiTrainingTests {

    @TempDir
    Path folder;

    private Path data;
    private BundleProperties properties;
    private Bundle bundle;

    @BeforeEach
    void takeAFewFaces() throws IOException {
        data = SmallData.below(folder);
        Path models = Files.createDirectories(folder.resolve("models"));
        TestBundle.write(models);
        properties = new BundleProperties(models, folder.resolve("cache"));
        bundle = Bundle.load(properties);
    }

    @Test
    void theGeneratorLearnsToChangeEditsAndIsPublished() throws IOException {
        DadfiTraining.run(options("run", 20, List.of("stargan", "surrogate"), null, true, false), bundle);

        List<Float> changes = new RunFiles(folder.resolve("run")).column("stargan");
        assertThat(changes.get(1)).isGreaterThan(changes.get(0));
        assertThat(folder.resolve("run/samples/000020.png")).isNotEmptyFile();
        new ModelFolder(folder.resolve("run")).publish("dadfi", folder.resolve("models"));
        var card = Bundle.load(properties).find("dadfi").orElseThrow();
        assertThat(card.parameters()).isEqualTo(86_896);
        assertThat(card.training()).containsEntry("manipulators", List.of("stargan", "surrogate"));
        assertThat(card.figures()).containsKeys("faces/ffhq256/test", "faces/lfw250/test");
        assertThat(card.figures().get("faces/lfw250/test").toString())
                .contains("pixelDistance", "noise", "maskedSuccess", "calibratedSuccess", "ssim");

        Path weights = folder.resolve("run/dadfi.safetensors");
        Map<String, Path> generators = new LinkedHashMap<>();
        generators.put("both", weights);
        generators.put("again", weights);
        var rows = new DadfiVerification.Rows(generators, List.of(List.of("stargan", "surrogate")), 1);
        assertThat(DadfiVerification.of(data, bundle, rows, List.of("stargan"), 1, "cpu"))
                .contains(
                        "| generator | SSIM | stargan |",
                        "| Disrupting (PGD on stargan + surrogate, 1 steps) | ",
                        "| both | ",
                        "| again | ",
                        "| uniform noise (d_pix) | - | ");
    }

    @Test
    void aUniversalPerturbationIsLearntWithTheGenerator() throws IOException {
        DadfiOptions plain = options("universal", 1, List.of("stargan"), null, true, false);
        DadfiOptions options = new DadfiOptions(
                plain.training(),
                plain.against(),
                null,
                1,
                8,
                8,
                true,
                true,
                1,
                2,
                Cutting.MIXED,
                true,
                plain.visibility());
        try (Opponents opponents = Opponents.of(bundle, options);
                DadfiLesson lesson = lesson(options, opponents, Map.of())) {
            Tensor before = lesson.weights().get("universal");
            float first = lesson.step(0, 1).get("stargan");
            for (int step = 1; step < 20; step++) {
                lesson.step(step, 1);
            }
            assertThat(lesson.step(20, 1).get("stargan")).isGreaterThan(2 * first);
            assertThat(difference(before, lesson.weights().get("universal"))).isGreaterThan(1e-3);
        }
    }

    @Test
    void anInterruptedRunGoesOnAsIfNothingHadHappened() throws IOException {
        DadfiOptions options = options("parts", 4, List.of("stargan"), "surrogate", true, true);
        try (Opponents opponents = Opponents.of(bundle, options);
                DadfiLesson lesson = lesson(options, opponents, Map.of())) {
            lesson.step(0, 1);
            Map<String, Tensor> checkpoint = lesson.checkpoint();
            lesson.step(1, 1);
            try (DadfiLesson resumed = lesson(options, opponents, checkpoint)) {
                resumed.step(1, 1);
                Map<String, Tensor> expected = lesson.checkpoint();
                Map<String, Tensor> actual = resumed.checkpoint();
                assertThat(actual.keySet()).isEqualTo(expected.keySet());
                // A bias before a normalisation has no gradient but rounding, of which Adam makes whole steps.
                expected.keySet().removeIf(name -> name.endsWith(".bias"));
                expected.forEach((name, tensor) -> assertThat(difference(tensor, actual.get(name)))
                        .as(name)
                        .isLessThan(1e-3));
            }
            assertThat(checkpoint.keySet())
                    .contains("visibility.multiplier", "idex.adam.steps", "idey.adam.steps", "generator.adam.steps");
        }
    }

    @Test
    void theAnswersOfABlackBoxMoveTheGeneratorAndAreCounted() throws IOException {
        DadfiTraining.run(options("asked", 2, List.of(), "stargan", true, 1, false), bundle);
        DadfiTraining.run(options("asked-in-vain", 2, List.of(), "stargan", true, 0, false), bundle);

        String last = "generator.decoder.6.weight";
        assertThat(difference(
                        new RunFiles(folder.resolve("asked")).checkpoint().get(last),
                        new RunFiles(folder.resolve("asked-in-vain"))
                                .checkpoint()
                                .get(last)))
                .isGreaterThan(1e-5);
        // Two steps of two faces, each with the edit of the clean face and eight queries.
        assertThat(Files.readString(folder.resolve("asked/dadfi.card.json")))
                .contains("\"blackBox\" : \"stargan\"", "\"queries\" : 36");
    }

    @Test
    void withoutFineTuningNoManipulatorTeaches() throws IOException {
        DadfiOptions options = options("plain", 1, List.of("stargan"), null, false, false);
        try (Opponents opponents = Opponents.of(bundle, options);
                DadfiLesson lesson = lesson(options, opponents, Map.of())) {
            assertThat(lesson.step(0, 1).keySet())
                    .containsExactlyInAnyOrder("idexError", "idex", "hinge", "visibility", "multiplier", "psnr");
        }
    }

    @Test
    void onlySomeOfTheManipulatorsTeachInAStep() throws IOException {
        DadfiOptions all = options("some", 1, List.of("stargan", "surrogate"), null, true, false);
        DadfiOptions one = new DadfiOptions(
                all.training(), all.against(), null, 1, 8, 8, false, true, 1, 2, Cutting.DETECTED, false, 100);
        Set<String> taught = new HashSet<>();
        try (Opponents opponents = Opponents.of(bundle, one);
                DadfiLesson lesson = lesson(one, opponents, Map.of())) {
            for (int step = 0; step < 8; step++) {
                Map<String, Float> figures = lesson.step(step, 1);
                List<String> teachers = one.against().stream()
                        .filter(id -> !figures.get(id).isNaN())
                        .toList();
                assertThat(teachers).hasSize(1);
                taught.addAll(teachers);
            }
        }
        assertThat(taught).containsExactlyInAnyOrderElementsOf(one.against());
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("none", 1, List.of(), null, true, false))
                .withMessageContaining("no manipulator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("twice", 1, List.of("stargan"), "stargan", true, false))
                .withMessageContaining("stargan");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Opponents.of(bundle, options("unknown", 1, List.of("stylegan"), null, true, false)))
                .withMessageContainingAll("'stylegan'", "stargan", "surrogate");
    }

    @Test
    void onlyABlackBoxMayLetNoGradientThrough() throws IOException {
        ModelCard card = bundle.find("stargan").orElseThrow();
        new BundleFolder(folder.resolve("models")).put(opaque(card));
        Bundle withOpaque = Bundle.load(properties);

        Opponents.of(withOpaque, options("asked", 1, List.of("surrogate"), "stargan", true, false))
                .close();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Opponents.of(withOpaque, options("taught", 1, List.of("stargan"), null, true, false)))
                .withMessageContainingAll("'stargan' that gradients pass through", "only [surrogate");
    }

    private static ModelCard opaque(ModelCard card) {
        return new ModelCard(
                card.id(),
                card.kind(),
                card.architecture(),
                card.parameters(),
                card.sha256(),
                card.licence(),
                card.description(),
                card.side(),
                card.conditions(),
                card.training(),
                card.figures(),
                false);
    }

    private DadfiLesson lesson(DadfiOptions options, Opponents opponents, Map<String, Tensor> resumed)
            throws IOException {
        Faces faces = Faces.aligned(data, List.of(FaceFolders.TRAIN.get(0)));
        Path file = Files.createDirectories(options.training().out()).resolve("teachers.safetensors");
        TeacherEdits teachers = TeacherEdits.in(file, opponents.open(), faces, options.teachers(), 1);
        var samples = new DadfiSamples(opponents.all(), List.of(faces.portrait(0)), options.training());
        return new DadfiLesson(options, faces, opponents, teachers, samples, resumed);
    }

    private DadfiOptions options(
            String name, long steps, List<String> against, String blackBox, boolean finetuning, boolean resume) {
        return options(name, steps, against, blackBox, finetuning, 1, resume);
    }

    private DadfiOptions options(
            String name,
            long steps,
            List<String> against,
            String blackBox,
            boolean finetuning,
            float disruption,
            boolean resume) {
        TrainingOptions training = new TrainingOptions(
                data, folder.resolve(name), steps, null, 2, 1, "cpu", Precision.FLOAT32, resume, null);
        return new DadfiOptions(
                training, against, blackBox, 2, 8, 8, false, finetuning, disruption, 2, Cutting.DETECTED, false, 100);
    }

    /** The largest, in parts of the largest value where that is above 1. */
    private static double difference(Tensor expected, Tensor actual) {
        double largest = 0;
        double scale = 1;
        for (int i = 0; i < expected.data().length; i++) {
            largest = Math.max(largest, Math.abs(expected.data()[i] - actual.data()[i]));
            scale = Math.max(scale, Math.abs(expected.data()[i]));
        }
        return largest / scale;
    }
}
