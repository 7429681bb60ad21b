package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Checkpoint;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TorchScript archives that PyTorch 2.13 wrote, one of them in the middle of its training. */
class DropInTests {

    private static final Path RESOURCES = Path.of("src/test/resources/checkpoints");
    private static final String EDITOR = """
            {"kind": "manipulator", "size": 16, "range": [0, 1], "inputs": ["condition", "image"], "answer": 1,
             "features": 0, "licence": "MIT", "description": "two attributes",
             "conditions": {"kind": "labels", "names": ["male", "young"], "absent": 0, "present": 1}}""";
    private static final String RECOGNISER = """
            {"kind": "recogniser", "size": 16, "range": [0, 255], "answer": "embedding"}""";

    @TempDir
    Path folder;

    @TempDir
    Path cache;

    private Bundle bundle(String archive, String description) throws IOException {
        Files.copy(RESOURCES.resolve(archive), folder.resolve(archive));
        Files.writeString(folder.resolve(archive.replace(".pt", ".json")), description);
        return Bundle.load(new BundleProperties(folder, cache));
    }

    private static Map<String, Tensor> expected(String file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(RESOURCES.resolve(file), new Checkpoint.Limits(99_999, 9_999))) {
            return checkpoint.read(checkpoint.names());
        }
    }

    @Test
    void anEditorAnswersAsItDidInPyTorch() throws IOException {
        Bundle bundle = bundle("editor.pt", EDITOR);
        Map<String, Tensor> expected = expected("editor-expected.pth");

        ModelCard card = bundle.find("editor").orElseThrow();
        assertThat(card.architecture()).isEqualTo("torchscript");
        assertThat(card.parameters()).isEqualTo(5 * 4 * 9 + 4 + 4 + 4 + 4 * 3 + 3);
        assertThat(card.differentiable()).isNull();
        assertThat(bundle.manipulators()).extracting(Manipulator::id).contains("editor");
        assertThat(bundle.inputShapes("editor")).containsExactly(new long[] {3, 16, 16}, new long[] {2});
        try (TorchModule module =
                        TorchModule.load(bundle.archiveWithFeatures("editor", Precision.BFLOAT16), Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            NDArray[] inputs = {
                expected.get("image").on(manager), expected.get("condition").on(manager)
            };
            NDList answers = module.forward(inputs);
            assertThat(Golden.largestDifference(answers.get(0), expected.get("edited")))
                    .isLessThan(1e-5);
            assertThat(Golden.largestDifference(answers.get(1), expected.get("features")))
                    .isLessThan(1e-5);
            Gradient gradient = Gradient.of(module, inputs);
            assertThat(Golden.largestDifference(gradient.answer(), expected.get("edited")))
                    .isLessThan(1e-5);
            gradient.agreesWithFiniteDifferences();
        }
    }

    @Test
    void aRecogniserAnswersUnitEmbeddings() throws IOException {
        Bundle bundle = bundle("recogniser.pt", RECOGNISER);
        Map<String, Tensor> expected = expected("recogniser-expected.pth");
        assertThat(bundle.find("recogniser").orElseThrow().kind()).isEqualTo("recogniser");
        assertThat(bundle.manipulators()).extracting(Manipulator::id).doesNotContain("recogniser");
        try (TorchModule module = TorchModule.load(bundle.archive("recogniser", Precision.FLOAT32), Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            NDArray embedding = module.forward(expected.get("face").on(manager)).head();
            assertThat(Golden.largestDifference(embedding, expected.get("embedding")))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void withoutAGradientAModelServesForEvaluationOnly() throws IOException {
        Bundle bundle = bundle("rounded.pt", "{\"kind\": \"manipulator\", \"size\": 32}");
        assertThat(bundle.find("rounded").orElseThrow().differentiable()).isFalse();
        assertThat(bundle.manipulators())
                .filteredOn(manipulator -> manipulator.id().equals("rounded"))
                .extracting(Manipulator::differentiable)
                .containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rounded.pt | {'kind': 'manipulator'} | size",
                "rounded.pt | {'kind': 'oracle', 'size': 32} | kind is manipulator or recogniser",
                "rounded.pt | {'kind': 'manipulator', 'size': 4} | size is from 16",
                "rounded.pt | {'kind': 'manipulator', 'size': 32, 'range': [1, 0]} | the lower first",
                "rounded.pt | {'kind': 'manipulator', 'size': 32, 'inputs': ['picture']} | inputs are image",
                "rounded.pt | {'kind': 'manipulator', 'size': 32, 'answer': 'a b'} | numbers or keys",
                "rounded.pt | {'kind': 'manipulator', 'size': 32, 'colour': 'bgr'} | colour",
                "rounded.pt | {'kind': 'recogniser', 'size': 32, 'features': 1} | neither",
                "rounded.pt | {'kind': 'manipulator', 'size': 32, 'answer': 3} | rounded.pt",
                "rounded.pt | no JSON | rounded.pt",
                "recogniser.pt | {'kind': 'manipulator', 'size': 16, 'answer': 'embedding'} | instead of (1, 3, 16, 16)",
                "rounded.pt | {'kind': 'manipulator', 'size': 32, 'features': 3} | rounded.pt",
                "editor.pt | {'kind': 'manipulator', 'size': 16, 'answer': 1} | editor.pt"
            })
    void whatDoesNotFitTogetherIsRefusedByName(String archive, String description, String message) {
        assertThatThrownBy(() -> bundle(archive, description.replace('\'', '"')))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining(archive)
                .hasMessageContaining(message);
    }

    @Test
    void anArchiveNeedsADescriptionAndHasToBeTorchScript() throws IOException {
        Files.copy(RESOURCES.resolve("tensor.pth"), folder.resolve("weights.pt"));
        assertThatThrownBy(() -> Bundle.load(new BundleProperties(folder, cache)))
                .hasMessageContaining("weights.pt has no description weights.json");
        Files.writeString(folder.resolve("weights.json"), "{\"kind\": \"manipulator\", \"size\": 32}");
        assertThatThrownBy(() -> Bundle.load(new BundleProperties(folder, cache)))
                .hasMessageContaining("no TorchScript archive; a state dict has to be imported");
    }
}
