package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.network.Checkpoint;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchFiles;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ImporterTests {

    private static final Path RESOURCES = Path.of("src/test/resources/checkpoints");
    private static final Importer IMPORTER = new Importer(new ImportProperties(DataSize.ofMegabytes(16), 250_000));

    @TempDir
    Path folder;

    /** A request with the usual defaults. */
    private record Request(Path file, Path bundle, @Nullable String as, Integer side, List<String> attributes) {

        ImportRequest build(
                @Nullable String key, boolean half, @Nullable Path prior, ImportRequest.Reference... references) {
            return new ImportRequest(
                    file, bundle, as, null, attributes, "MIT", side, key, half, prior, List.of(references), 1);
        }

        Imported run() throws IOException {
            return IMPORTER.run(build(null, false, null));
        }
    }

    private Request request(Path file, @Nullable String as, @Nullable Integer side, String... attributes) {
        return new Request(file, folder.resolve("bundle"), as, side, List.of(attributes));
    }

    private Path checkpoint(Map<String, Tensor> weights) throws IOException {
        return Files.write(folder.resolve("weights.pth"), TorchFiles.zip(weights));
    }

    private Bundle bundle() {
        return Bundle.load(new BundleProperties(folder.resolve("bundle"), folder.resolve("cache")));
    }

    private TorchModule module(String id) throws IOException {
        return TorchModule.load(bundle().archive(id, Precision.FLOAT32), Device.cpu());
    }

    @ParameterizedTest
    @CsvSource({"stargan-legacy.ckpt, ''", "stargan.pth, net_state_dict"})
    void aFileOfPyTorchAnswersAsItDidThere(String file, String place) throws IOException {
        Imported imported = request(RESOURCES.resolve(file), "stargan", 16).run();

        assertThat(imported.place()).isEqualTo(place);
        assertThat(imported.half()).isFalse();
        ModelCard card = imported.card();
        assertThat(card.parameters()).isEqualTo(3582);
        assertThat(card.licence()).isEqualTo("MIT");
        assertThat(card.training().toString()).contains(file, Sha256.of(RESOURCES.resolve(file)));
        assertThat(bundle().manipulators())
                .contains(new Manipulator(
                        "stargan",
                        16,
                        Conditions.labels(
                                List.of("black-hair", "blond-hair", "brown-hair", "male", "young"),
                                List.of(List.of("black-hair", "blond-hair", "brown-hair")))));
        try (Checkpoint expected =
                        Checkpoint.open(RESOURCES.resolve("stargan-expected.pth"), new Checkpoint.Limits(9999, 999));
                TorchModule module = module("stargan");
                NDManager manager = module.manager().newSubManager()) {
            Map<String, Tensor> tensors = expected.read(expected.names());
            NDArray edited = module.forward(
                            tensors.get("image").on(manager),
                            tensors.get("attributes").on(manager))
                    .head();
            assertThat(Golden.largestDifference(edited, tensors.get("edited"))).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "02_stargan_generator, stargan, in/c, out/y, 1e-4",
        "03_aggan_generator, attention-gan, in/c, out/y, 1e-4",
        "04_fpgan_generator, fixed-point-gan, in/c, out/y, 1e-4",
        "05_relgan_generator, relgan, in/c, out/y_eval, 2e-4",
        "07_attgan_generator, attgan, in/a, out/y_eval, 1e-4",
        "08_stgan_generator, stgan, in/attr_diff, out/y_eval, 2e-4"
    })
    void theGoldenWeightsSurviveTheWayThroughACheckpoint(
            String file, String architecture, String condition, String answer, double tolerance) throws IOException {
        Golden golden = Golden.of(file + ".safetensors");
        boolean ambiguous = Set.of("stargan", "fixed-point-gan").contains(architecture);
        Path checkpoint = Files.write(folder.resolve("x.ckpt"), TorchFiles.stream(golden.weights()));
        Imported imported =
                request(checkpoint, ambiguous ? architecture : null, 64).run();

        assertThat(imported.card().architecture()).isEqualTo(architecture);
        assertThat(imported.half()).isTrue();
        try (TorchModule module = module(architecture);
                NDManager manager = module.manager().newSubManager()) {
            NDArray edited = module.forward(
                            golden.image("in/x_u8").on(manager),
                            golden.tensor(condition).on(manager))
                    .head();
            assertThat(Golden.largestDifference(edited, golden.tensor(answer))).isLessThan(tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"10_pg_attackmodel, initiative-defense", "11_advgan, advgan"})
    void perturbersAreRecognised(String file, String architecture) throws IOException {
        Imported imported = request(checkpoint(Golden.of(file + ".safetensors").weights()), null, null)
                .run();
        assertThat(imported.card().architecture()).isEqualTo(architecture);
        assertThat(imported.card().kind()).isEqualTo("perturber");
        assertThat(bundle().find(architecture)).isPresent();
    }

    @Test
    void idGuardNeedsItsPriorPerturbation() throws IOException {
        Golden golden = Golden.of("01_idguard_generator.safetensors");
        Path file = checkpoint(golden.weights());
        Request request = request(file, null, null);
        assertThatThrownBy(request::run).hasMessageContaining("--prior");

        Path prior =
                Files.write(folder.resolve("prior.pt"), TorchFiles.zip(Map.of("prior", golden.tensor("in/prior_f16"))));
        ModelCard card = IMPORTER.run(request.build(null, false, prior)).card();
        assertThat(card.parameters()).isEqualTo(7_850_819);
        assertThat(bundle().find("id-guard-generator")).isPresent();
    }

    @Test
    void aRecogniserIsTestedWithoutPictures() throws IOException {
        Path file = SharedData.data("weights/recogniser/mobilefacenet_prelu_casia.safetensors");
        ModelCard card = request(file, null, null).run().card();
        assertThat(card.kind()).isEqualTo("recogniser");
        assertThat(card.parameters()).isEqualTo(999_552);
        assertThat(card.side()).isNull();
    }

    @Test
    void aDistanceIsTestedWithTwoPictures() throws IOException {
        Path file = SharedData.data("weights/perceptual/lpips_style_squeezenet11.safetensors");
        Imported imported = request(file, null, null).run();
        assertThat(imported.card().kind()).isEqualTo("perceptual-distance");
        assertThat(bundle().last("perceptual-distance")).contains(imported.card());
    }

    @Test
    void hiSdKeepsOneStyleOfEachAttribute() throws IOException {
        Golden golden = Golden.of("06_hisd_gen.safetensors");
        Imported imported = request(checkpoint(golden.weights()), null, null).run();

        assertThat(imported.card().side()).isEqualTo(32);
        assertThat(imported.sideAssumed()).isFalse();
        Conditions conditions = bundle().manipulators().stream()
                .filter(manipulator -> manipulator.id().equals("hisd"))
                .findFirst()
                .orElseThrow()
                .conditions();
        assertThat(conditions.names())
                .containsExactly(
                        "bangs", "no-bangs", "eyeglasses", "no-eyeglasses", "black-hair", "blond-hair", "brown-hair");
        assertThat(conditions.edits(Set.of()).get(2).condition().data()).containsExactly(0, 0, 1, 0, 0, 0, 0);
    }

    @Test
    void starGanV2TakesStylesFromPictures() throws IOException {
        Golden encoder = Golden.of("09c_starganv2_style_encoder.safetensors");
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Golden.of("09b_starganv2_generator_hpf1.safetensors")
                .weights()
                .forEach((name, tensor) -> weights.put("generator.module." + name, tensor));
        encoder.weights().forEach((name, tensor) -> weights.put("style_encoder." + name, tensor));
        Tensor picture = new Tensor(encoder.image("in/x_u8").data(), 3, 256, 256);
        Request request = request(checkpoint(weights), null, null);

        assertThatThrownBy(request::run).hasMessageContaining("no network that makes styles");
        assertThatThrownBy(() -> IMPORTER.run(
                        request.build(null, false, null, new ImportRequest.Reference("dog", "rex", picture))))
                .hasMessageContaining("only of female, male");

        IMPORTER.run(request.build(null, false, null, new ImportRequest.Reference("male", "him", picture)));
        Map<String, Tensor> kept = Safetensors.read(folder.resolve("bundle/stargan-v2.safetensors"))
                .tensors();
        assertThat(kept.get("styles").shape()).containsExactly(1, 8);
        float[] expected = encoder.tensor("out/s").data();
        for (int i = 0; i < expected.length; i++) {
            assertThat(kept.get("styles").data()[i]).isCloseTo(expected[i], Offset.offset(1e-5f));
        }
    }

    @Test
    void averagedWeightsArePreferredAndAKeyDecides() throws IOException {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        starGan().forEach((name, tensor) -> weights.put("gen." + name, tensor));
        starGan().forEach((name, tensor) -> weights.put("gen_test.module." + name, tensor));
        weights.put("epoch", new Tensor(new float[] {1}, 1));
        Request request = request(checkpoint(weights), "stargan", 16);

        assertThat(request.run().place()).isEqualTo("gen_test");
        assertThat(IMPORTER.run(request.build("gen", false, null)).place()).isEqualTo("gen");
        assertThatThrownBy(() -> IMPORTER.run(request.build("dis", false, null)))
                .hasMessageContaining("no stargan network begins at dis");
    }

    @Test
    void whatFitsTwoNetworksNeedsAName() {
        assertThatThrownBy(request(RESOURCES.resolve("stargan.pth"), null, 16)::run)
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("stargan and fixed-point-gan alike: --as");
    }

    @Test
    void saysWhatIsMissingSuperfluousAndOfAnotherShape() throws IOException {
        Map<String, Tensor> weights = starGan();
        weights.remove("main.4.bias");
        weights.put("main.1.weight", new Tensor(new float[3], 3));
        weights.put("stranger", new Tensor(new float[1], 1));
        assertThatThrownBy(request(checkpoint(weights), "stargan", 16)::run)
                .hasMessageContaining("not the weights of stargan:")
                .hasMessageContaining("1 missing: main.4.bias")
                .hasMessageContaining("1 superfluous: stranger")
                .hasMessageContaining("1 of another shape: main.1.weight has shape [3] instead of [2]");
    }

    @Test
    void saysWhatAnUnknownFileHolds() throws IOException {
        assertThatThrownBy(request(RESOURCES.resolve("everything.pth"), null, null)::run)
                .hasMessageContaining("no known network begins among the file's")
                .hasMessageContaining("types.float64")
                .hasMessageContaining("relgan has conv_in.0.weight");
        assertThatThrownBy(request(RESOURCES.resolve("stargan.pth"), "cyclegan", null)::run)
                .hasMessageContaining("no network cyclegan; known are stargan, attention-gan");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, 0})
    void weightsThatDoNotWorkAreRefused(float value) throws IOException {
        Map<String, Tensor> weights = starGan();
        weights.replaceAll((name, tensor) -> {
            float[] data = tensor.data().clone();
            Arrays.fill(data, value);
            return new Tensor(data, tensor.shape());
        });
        assertThatThrownBy(request(checkpoint(weights), "stargan", 16)::run)
                .hasMessageContaining(Float.isNaN(value) ? "not finite" : "constant");
        assertThat(folder.resolve("bundle")).doesNotExist();
    }

    @Test
    void aSideThatTheNetworkCannotHaveIsRefused() {
        assertThatThrownBy(request(RESOURCES.resolve("stargan.pth"), "stargan", 18)::run)
                .hasMessageContaining("18x18 gives (1, 3, 16, 16)");
    }

    @Test
    void namesAreNormalisedAndCounted() throws IOException {
        Path file = RESOURCES.resolve("stargan.pth");
        request(file, "stargan", 16, "Bald", "Black_Hair", "Gray_Hair", "Wearing Hat", "Male")
                .run();
        assertThat(bundle().manipulators().get(1).conditions().names())
                .containsExactly("bald", "black-hair", "gray-hair", "wearing-hat", "male");
        assertThat(bundle().manipulators().get(1).conditions().exclusive())
                .containsExactly(List.of("black-hair", "gray-hair"));
        assertThatThrownBy(request(file, "stargan", 16, "Bald")::run).hasMessageContaining("5 different names");
    }

    @Test
    void float16IsKeptOnlyWhereItLosesNothingOrIsAskedFor() throws IOException {
        Map<String, Tensor> weights = starGan();
        Request request = request(checkpoint(weights), "stargan", 16);
        assertThat(request.run().half()).isFalse();
        assertThat(IMPORTER.run(request.build(null, true, null)).half()).isTrue();

        weights.put("main.1.bias", new Tensor(new float[] {1e6f, 0}, 2));
        checkpoint(weights);
        assertThatThrownBy(() -> IMPORTER.run(request.build(null, true, null)))
                .hasMessageContaining("main.1.bias has the value 1000000.0");
    }

    @Test
    void aSecondImportTakesThePlaceOfTheFirst() throws IOException {
        request(RESOURCES.resolve("stargan.pth"), "stargan", 16).run();
        request(RESOURCES.resolve("stargan.pth"), "stargan", 32).run();
        assertThat(bundle().manipulators())
                .filteredOn(m -> m.id().equals("stargan"))
                .hasSize(1);
        assertThat(bundle().find("stargan").orElseThrow().side()).isEqualTo(32);
        try (var files = Files.list(folder.resolve("bundle"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aRequestThatCannotBeMetIsRefusedAtOnce() {
        Path file = RESOURCES.resolve("stargan.pth");
        assertThatThrownBy(() -> new ImportRequest(
                        file, folder, null, "../x", List.of(), "MIT", null, null, false, null, List.of(), 1))
                .hasMessageContaining("../x");
        assertThatThrownBy(request(file, "stargan", 100_000)::run).hasMessageContaining("16 to 1024");
    }

    /** The weights of the tiny StarGAN that PyTorch wrote. */
    private static Map<String, Tensor> starGan() throws IOException {
        try (Checkpoint file =
                Checkpoint.open(RESOURCES.resolve("stargan-legacy.ckpt"), new Checkpoint.Limits(99_999, 9_999))) {
            return new LinkedHashMap<>(file.read(file.names()));
        }
    }
}
