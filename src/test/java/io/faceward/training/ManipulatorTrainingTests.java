package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.faceward.model.AttributeClassifier;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Short runs of the trainers of editors, swap and recogniser on a few faces. */
class ManipulatorTrainingTests {

    private static final List<EditorStage> SHORT = List.of(
            new EditorStage(EditorStage.Work.RECONSTRUCT, 64, 12),
            new EditorStage(EditorStage.Work.DISCRIMINATE, 64, 1),
            new EditorStage(EditorStage.Work.EDIT, 64, 2),
            new EditorStage(EditorStage.Work.EDIT, 128, Long.MAX_VALUE));

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void takeAFewFaces() throws IOException {
        data = SmallData.below(folder);
    }

    @Test
    void theClassifierLearnsAndIsPublished() throws IOException {
        AttributesTraining.run(options("attributes", 30, 16, false));

        List<Float> losses = column("attributes", "loss");
        assertThat(losses.get(losses.size() - 1)).isLessThan(0.8f * losses.get(0));
        assertThat(folder.resolve("attributes/curves.png")).isNotEmptyFile();
        Path bundle = folder.resolve("bundle");
        new ModelFolder(folder.resolve("attributes")).publish("attributes", bundle);
        var card = Bundle.load(new BundleProperties(bundle, folder.resolve("cache")))
                .find("attributes")
                .orElseThrow();
        assertThat(card.conditions().names()).containsExactlyElementsOf(FaceAttributes.NAMES);
        assertThat(card.figures()).containsKey("blond-hair");
    }

    @ParameterizedTest
    @EnumSource
    void everyEditorGoesThroughAllStages(EditorKind kind) throws IOException {
        try (TorchModule guide = guide(untrainedClassifier());
                EditorLesson lesson = lesson(editor(kind), guide, Map.of())) {
            assertThat(measured(lesson.step(0, 1))).containsExactly("same");
            assertThat(measured(lesson.step(12, 1))).contains("real", "fake", "realClasses");
            for (int step : List.of(13, 15)) {
                assertThat(measured(lesson.step(step, 1)))
                        .contains("same", "cycle", "source", "classes", "guidance", "real", "fake");
            }
            assertThat(lesson.sample().width()).isEqualTo(6 * 130 - 2);
        }
    }

    @Test
    void anEditorGoesOnAfterAnInterruptionAsIfNothingHadHappened() throws IOException {
        EditorOptions options = editor(EditorKind.STARGAN);
        try (TorchModule guide = guide(untrainedClassifier());
                EditorLesson lesson = lesson(options, guide, Map.of())) {
            lesson.step(0, 1);
            lesson.step(13, 1);
            Map<String, Tensor> checkpoint = lesson.checkpoint();
            lesson.step(14, 1);
            try (EditorLesson resumed = lesson(options, guide, checkpoint)) {
                resumed.step(14, 1);
                assertSame(resumed.checkpoint(), lesson.checkpoint());
            }
            assertThat(checkpoint.keySet())
                    .anyMatch(name -> name.startsWith("generator.adam."))
                    .anyMatch(name -> name.startsWith("discriminator.coarse."));
        }
    }

    @Test
    void reconstructionIsLearnedFirst() throws IOException {
        try (TorchModule guide = guide(untrainedClassifier());
                EditorLesson lesson = lesson(editor(EditorKind.STARGAN), guide, Map.of())) {
            float before = lesson.step(0, 1).get("same");
            float after = before;
            for (int step = 1; step < 12; step++) {
                after = lesson.step(step, 1).get("same");
            }
            assertThat(after).isLessThan(0.9f * before);
        }
    }

    @Test
    void anEditorIsMeasuredByItsJudgeAndWarmStartsAnother() throws IOException {
        Path classifier = folder.resolve("classifier.safetensors");
        new Safetensors(untrainedClassifier(), Map.of()).write(classifier, true);
        EditorTraining.run(
                new EditorOptions(options("stargan", 2, 1, false), EditorKind.STARGAN, 8, classifier, classifier));
        EditorTraining.run(new EditorOptions(
                options("fixed-point-gan", 1, 1, false, folder.resolve("stargan/checkpoint.safetensors")),
                EditorKind.FIXED_POINT_GAN,
                8,
                classifier,
                classifier));

        assertThat(Files.readString(folder.resolve("stargan/stargan.card.json")))
                .contains("meanSuccess", "faces/lfw250/test", "celeba held out", "\"side\" : 128");
        assertThat(folder.resolve("stargan/samples/000002.png")).isNotEmptyFile();
        Path bundle = folder.resolve("bundle");
        new ModelFolder(folder.resolve("fixed-point-gan")).publish("fixed-point-gan", bundle);
        assertThat(Bundle.load(new BundleProperties(bundle, folder.resolve("cache")))
                        .manipulators())
                .anyMatch(manipulator -> manipulator.id().equals("fixed-point-gan")
                        && manipulator.side() == 128
                        && manipulator.conditions().edits(Set.of()).size() == 5);
    }

    @Test
    void theSwapLearnsEveryPersonAndIsPublished() throws IOException {
        SwapTraining.run(options("swap", 60, 2, false));

        List<Float> losses = column("swap", "loss");
        assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
        Path bundle = folder.resolve("bundle");
        new ModelFolder(folder.resolve("swap")).publish("face-swap", bundle);
        assertThat(Bundle.load(new BundleProperties(bundle, folder.resolve("cache")))
                        .manipulators())
                .anyMatch(manipulator -> manipulator.conditions().names().size() == 4);
        assertThat(Files.readString(folder.resolve("swap/face-swap.card.json"))).contains("identityOfPerson");
    }

    @Test
    void theRecogniserLearnsFromItsTeachersAlsoAfterAnInterruption() throws IOException {
        RecogniserTraining.run(options("recogniser", 20, 8, false));
        RecogniserTraining.run(options("recogniser", 30, 8, true));

        List<Float> agreement = column("recogniser", "agreement");
        assertThat(agreement).hasSize(3);
        assertThat(agreement.get(2)).isGreaterThan(agreement.get(0));
        assertThat(Files.readString(folder.resolve("recogniser/recogniser.card.json")))
                .contains("pairAccuracy", "agreementWithTeacher");
    }

    @Test
    void aRunStartsFromTheWeightsOfAnother() throws IOException {
        RecogniserTraining.run(options("first", 20, 8, false));
        RecogniserTraining.run(options("second", 10, 8, false, folder.resolve("first/recogniser.safetensors")));

        assertThat(column("second", "agreement").get(0))
                .isGreaterThan(column("first", "agreement").get(0));
        assertThat(Files.readString(folder.resolve("second/recogniser.card.json")))
                .contains("weights of SHA-256");
    }

    private EditorLesson lesson(EditorOptions options, TorchModule guide, Map<String, Tensor> resumed)
            throws IOException {
        LabelledFaces faces = new LabelledFaces(CelebA.training(data).subList(0, 40));
        var samples =
                new EditorSamples(options.kind(), Device.cpu(), faces.faces().subList(0, 2));
        return new EditorLesson(options, SHORT, faces, samples, guide, resumed);
    }

    private static Map<String, Tensor> untrainedClassifier() {
        return AttributeClassifier.graph(FaceAttributes.NAMES.size()).initialise(new Random(1));
    }

    private static TorchModule guide(Map<String, Tensor> weights) throws IOException {
        var graph = new AttributeClassifier().graph(weights);
        return TorchModule.of(graph, weights, TorchScript.forInference(Precision.FLOAT32, graph), Device.cpu());
    }

    private static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> {
            double largest = 0;
            for (int i = 0; i < tensor.data().length; i++) {
                largest = Math.max(
                        largest, Math.abs(tensor.data()[i] - actual.get(name).data()[i]));
            }
            assertThat(largest).as(name).isLessThan(1e-3);
        });
    }

    private static Set<String> measured(Map<String, Float> figures) {
        return figures.entrySet().stream()
                .filter(figure -> Float.isFinite(figure.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private EditorOptions editor(EditorKind kind) {
        return new EditorOptions(options(kind.id(), 18, 2, false), kind, 8, Path.of(""), Path.of(""));
    }

    private TrainingOptions options(String name, long steps, int batch, boolean resume) {
        return options(name, steps, batch, resume, null);
    }

    private TrainingOptions options(String name, long steps, int batch, boolean resume, @Nullable Path start) {
        return new TrainingOptions(
                data, folder.resolve(name), steps, null, batch, 1, "cpu", Precision.FLOAT32, resume, start);
    }

    private List<Float> column(String run, String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(run).resolve("log.csv"));
        int column = List.of(lines.get(0).split(",")).indexOf(name);
        List<Float> values = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> values.add(Float.valueOf(line.split(",")[column])));
        return values;
    }
}
