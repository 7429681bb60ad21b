package io.faceward.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch 2.13 wrote; how is told beside them. */
class CheckpointTests {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");
    private static final Checkpoint.Limits LIMITS = new Checkpoint.Limits(1 << 20, 100_000);

    @TempDir
    Path folder;

    private static Map<String, Tensor> all(String file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(FOLDER.resolve(file), LIMITS)) {
            return checkpoint.read(checkpoint.names());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "everything.pth",
                "everything-legacy.pth",
                "everything-protocol4.pth",
                "everything-legacy-protocol4.pth"
            })
    void readsEveryTypeAndEveryView(String file) throws IOException {
        Map<String, Tensor> tensors = all(file);
        for (String type :
                Set.of("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8")) {
            assertTensor(tensors.get("types." + type), IntStream.range(0, 24).toArray(), 2, 3, 4);
        }
        assertTensor(
                tensors.get("types.bool"),
                IntStream.range(0, 24).map(i -> i % 2).toArray(),
                2,
                3,
                4);

        int[] transposed = IntStream.range(0, 24).map(i -> i / 6 + i % 6 * 4).toArray();
        assertTensor(tensors.get("views.transposed"), transposed, 4, 2, 3);
        assertTensor(tensors.get("views.slice"), new int[] {12, 14, 16, 18, 20, 22}, 3, 2);
        assertTensor(tensors.get("views.shared"), new int[] {20, 21, 22, 23}, 4);
        assertTensor(tensors.get("views.expanded"), new int[] {5, 5, 5, 5, 5, 5}, 2, 3);

        assertTensor(tensors.get("net.0.weight"), new int[] {1, 1}, 2, 1, 1, 1);
        assertTensor(tensors.get("net.1.bias"), new int[] {4, 4}, 2);
        assertTensor(tensors.get("plain.1.num_batches_tracked"), new int[] {1});
        assertTensor(tensors.get("optimiser.state.0.step"), new int[] {1});
        assertTensor(tensors.get("parameter"), new int[] {9, 9}, 2);
        assertTensor(tensors.get("attributed"), new int[] {7, 7}, 2);
        assertTensor(tensors.get("empty"), new int[] {}, 0, 3);
        assertTensor(tensors.get("list.0"), new int[] {1}, 1);
        assertThat(tensors.get("scalar").data()).containsExactly(3.5f);
        assertThat(tensors).doesNotContainKeys("epoch", "name", "size", "optimiser.param_groups.0.lr");
    }

    private static void assertTensor(Tensor tensor, int[] values, long... shape) {
        assertThat(tensor.shape()).isEqualTo(shape);
        assertThat(tensor.data()).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(tensor.data()[i]).isEqualTo(values[i]);
        }
    }

    @Test
    void readsOnlyWhatIsAskedFor() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(FOLDER.resolve("everything.pth"), LIMITS)) {
            assertThat(checkpoint.read(Set.of("scalar", "absent"))).containsOnlyKeys("scalar");
        }
    }

    @Test
    void aTensorAloneHasAName() throws IOException {
        assertTensor(all("tensor.pth").get("tensor"), new int[] {1, 2}, 1, 2);
    }

    @Test
    void readsSafetensors() throws IOException {
        Path file = folder.resolve("x.safetensors");
        new Safetensors(Map.of("module.a", new Tensor(new float[] {2}, 1)), Map.of()).write(file, false);
        try (Checkpoint checkpoint = Checkpoint.open(file, LIMITS)) {
            assertThat(checkpoint.names()).containsExactly("a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "network.pth, torch.nn.modules.linear.Linear",
        "network-legacy.pth, torch.nn.modules.linear.Linear",
        "arguments.pth, argparse.Namespace"
    })
    void refusesWhatTensorsDoNotNeedByName(String file, String name) {
        assertThatThrownBy(() -> all(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "<!DOCTYPE html>, web page",
        "version https://git-lfs, download went wrong",
        "nothing known, neither a PyTorch checkpoint nor safetensors",
        "'', neither"
    })
    void saysWhatAFileIsThatHoldsNoWeights(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("x.pth"), content);
        assertThatThrownBy(() -> Checkpoint.open(file, LIMITS)).hasMessageContaining(message);
    }

    @Test
    void saysWhatAnArchiveHoldsThatIsNoCheckpoint() throws IOException {
        Path file = folder.resolve("celeba.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("200000-G.ckpt"));
        }
        assertThatThrownBy(() -> Checkpoint.open(file, LIMITS)).hasMessageContaining("200000-G.ckpt: unpack it first");
    }

    @Test
    void holdsToItsLimits() {
        Path file = FOLDER.resolve("everything.pth");
        assertThatThrownBy(() -> Checkpoint.open(file, new Checkpoint.Limits(1000, 100_000)))
                .hasMessageContaining("longer than 1000 bytes");
        assertThatThrownBy(() -> Checkpoint.open(file, new Checkpoint.Limits(1 << 20, 50)))
                .hasMessageContaining("more than 50 objects");
    }
}
