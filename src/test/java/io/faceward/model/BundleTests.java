package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTests {

    private static final String CARD = """
            {"models": [{"id": "%s", "kind": "manipulator", "architecture": "%s", "parameters": 1, "sha256": "%s",
             "licence": "Apache-2.0", "description": "", "training": {}, "figures": {}}]}""";

    @TempDir
    Path folder;

    @TempDir
    Path cache;

    private Path weights;

    @BeforeEach
    void writeWeights() throws IOException {
        weights = folder.resolve("mine.safetensors");
        var fresh = FaceAutoencoder.graph().initialise(RandomGenerator.of("L64X128MixRandom"));
        new Safetensors(fresh, Map.of()).write(weights, true);
    }

    @Test
    void theJarsBundleHoldsWhatFastModeNeeds() {
        Bundle bundle = Bundle.load(new BundleProperties(null, cache));
        assertThat(bundle.models()).extracting(ModelCard::id).contains("id-guard", "surrogate");
        assertThat(bundle.find("id-guard").orElseThrow().parameters()).isEqualTo(7_850_819);
        assertThat(bundle.inputShapes("id-guard")).containsExactly(new long[] {3, 144, 144});
    }

    @Test
    void aFolderAddsToTheJar() throws IOException {
        manifest("mine", "face-autoencoder", Sha256.of(Files.readAllBytes(weights)));
        Bundle bundle = load();
        assertThat(bundle.models()).extracting(ModelCard::id).contains("id-guard", "mine");
    }

    @Test
    void aModelIsPackedOnceAndRuns() throws IOException {
        manifest("mine", "face-autoencoder", Sha256.of(Files.readAllBytes(weights)));
        Bundle bundle = load();
        Path archive = bundle.archive("mine", Precision.FLOAT32);
        var packed = Files.getLastModifiedTime(archive);

        assertThat(bundle.archive("mine", Precision.FLOAT32)).isEqualTo(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(packed);
        assertThat(bundle.archive("mine", Precision.BFLOAT16)).isNotEqualTo(archive);
        try (TorchModule module = TorchModule.load(archive, Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            var answer = module.forward(manager.zeros(new Shape(1, 3, 32, 32)));
            assertThat(answer).hasSize(1);
            assertThat(answer.head().getShape()).isEqualTo(new Shape(1, 3, 32, 32));
        }
    }

    @Test
    void alteredWeightsAreRefusedByName() throws IOException {
        String sha256 = Sha256.of(Files.readAllBytes(weights));
        manifest("mine", "face-autoencoder", sha256);
        byte[] altered = Files.readAllBytes(weights);
        altered[altered.length - 1] ^= 1;
        Files.write(weights, altered);
        assertThatThrownBy(this::load)
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("mine.safetensors")
                .hasMessageContaining(sha256);
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedByName() throws IOException {
        manifest("mine", "mobile-face-net", Sha256.of(Files.readAllBytes(weights)));
        assertThatThrownBy(this::load)
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("mine.safetensors")
                .hasMessageContaining("is missing");
    }

    @Test
    void anUnknownArchitectureIsRefusedByName() throws IOException {
        manifest("mine", "oracle", Sha256.of(Files.readAllBytes(weights)));
        assertThatThrownBy(this::load).hasMessageContaining("mine").hasMessageContaining("oracle");
    }

    @Test
    void aMissingFileIsRefusedByName() throws IOException {
        manifest("absent", "face-autoencoder", "00");
        assertThatThrownBy(this::load).hasMessageContaining("absent.safetensors");
        Files.delete(folder.resolve("bundle.json"));
        assertThatThrownBy(this::load).hasMessageContaining("bundle.json");
    }

    @Test
    void anIdCannotLeaveTheFolder() throws IOException {
        manifest("../mine", "face-autoencoder", "00");
        assertThatThrownBy(this::load).isInstanceOf(BrokenBundleException.class);
    }

    private void manifest(String id, String architecture, String sha256) throws IOException {
        Files.writeString(folder.resolve("bundle.json"), CARD.formatted(id, architecture, sha256));
    }

    private Bundle load() {
        return Bundle.load(new BundleProperties(folder, cache));
    }
}
