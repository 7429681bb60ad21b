package io.faceward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.network.Checkpoint;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real libtorch on the CPU. */
class TorchRunnerTests {

    private static TorchRunner load(Path folder, String expression) throws IOException {
        return TorchRunner.load(TinyArchive.write(folder.resolve("tiny.pt"), expression), ai.djl.Device.cpu());
    }

    private static Item ramp(int from) {
        return Item.of(values(from));
    }

    private static Tensor values(int from) {
        float[] data = new float[12];
        for (int i = 0; i < data.length; i++) {
            data[i] = from + i;
        }
        return new Tensor(data, 3, 2, 2);
    }

    @Test
    void answersEveryItemInItsPlace(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.add(torch.mul(x, 2), 1)")) {
            List<Tensor> answers = runner.run(List.of(ramp(0), ramp(100), ramp(-7)));
            assertThat(answers).hasSize(3).allMatch(answer -> answer.hasShape(3, 2, 2));
            assertThat(answers.get(0).data()).startsWith(1, 3, 5).endsWith(23);
            assertThat(answers.get(1).data()).startsWith(201, 203).endsWith(223);
            assertThat(answers.get(2).data()).startsWith(-13, -11).endsWith(9);
        }
    }

    @Test
    void anItemMayHaveSeveralInputs(@TempDir Path folder) throws Exception {
        Path archive = TinyArchive.write(
                folder.resolve("two.pt"), "torch.mul(x, torch.unsqueeze(torch.unsqueeze(c, 2), 3))", "x", "c");
        try (TorchRunner runner = TorchRunner.load(archive, ai.djl.Device.cpu())) {
            Item once = Item.of(values(1), new Tensor(new float[] {1, 1, 1}, 3));
            Item mixed = Item.of(values(1), new Tensor(new float[] {0, 2, -1}, 3));
            List<Tensor> answers = runner.run(List.of(once, mixed));
            assertThat(answers.get(0).data()).isEqualTo(values(1).data());
            assertThat(answers.get(1).data()).startsWith(0, 0, 0, 0, 10, 12).endsWith(-11, -12);
        }
    }

    @Test
    void batchesOfAnySizeFollowEachOther(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.neg(x)")) {
            for (int size : new int[] {1, 8, 2, 4, 8, 1}) {
                List<Tensor> answers = runner.run(Collections.nCopies(size, ramp(size)));
                assertThat(answers).hasSize(size).allMatch(answer -> answer.data()[11] == -size - 11);
            }
        }
    }

    @Test
    void answersMayHaveAnotherShape(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.mean(x, [2, 3], False, dtype=None)")) {
            List<Tensor> answers = runner.run(List.of(ramp(0), ramp(10)));
            assertThat(answers.get(1).hasShape(3)).isTrue();
            assertThat(answers.get(1).data()).containsExactly(11.5f, 15.5f, 19.5f);
        }
    }

    @Test
    void stridedAnswersComeInRowMajorOrder(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.permute(x, [0, 2, 3, 1])")) {
            Tensor answer = runner.run(List.of(ramp(0))).get(0);
            assertThat(answer.hasShape(2, 2, 3)).isTrue();
            assertThat(answer.data()).startsWith(0, 4, 8, 1, 5, 9);
        }
    }

    @Test
    void aFailedBatchLeavesTheModelUsable(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.view(x, [-1, 3, 4])")) {
            Item odd = Item.of(new Tensor(new float[5], 5, 1, 1));
            assertThatThrownBy(() -> runner.run(List.of(odd))).isInstanceOf(EngineException.class);
            assertThat(runner.run(List.of(ramp(0))).get(0).hasShape(3, 4)).isTrue();
        }
    }

    @Test
    void lackOfMemoryIsToldFromOtherFailures(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.repeat(x, [1, 1, 1, 17592186044416])")) {
            assertThatThrownBy(() -> runner.run(List.of(ramp(0)))).isInstanceOf(DeviceMemoryException.class);
        }
    }

    @Test
    void answersOfAnotherTypeOrCountAreRefused(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.to(x, 15)")) {
            assertThatThrownBy(() -> runner.run(List.of(ramp(0)))).isInstanceOf(IllegalStateException.class);
        }
        try (TorchRunner runner = load(folder, "torch.flatten(x)")) {
            assertThatThrownBy(() -> runner.run(List.of(ramp(0)))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aBatchLeavesNoNativeArrayBehind(@TempDir Path folder) throws Exception {
        try (TorchRunner runner = load(folder, "torch.view(torch.mul(x, 2), [-1, 3, 4])")) {
            Item odd = Item.of(new Tensor(new float[5], 5, 1, 1));
            int before = runner.model.getNDManager().getManagedArrays().size();
            for (int i = 0; i < 100; i++) {
                assertThat(runner.run(List.of(ramp(i)))).hasSize(1);
                assertThatThrownBy(() -> runner.run(List.of(odd))).isInstanceOf(EngineException.class);
            }
            assertThat(runner.model.getNDManager().getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void whatIsNoArchiveCannotBeLoaded(@TempDir Path folder) throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage.pt"), "PK no, not really");
        assertThatThrownBy(() -> TorchRunner.load(garbage, ai.djl.Device.cpu())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TorchRunner.load(folder.resolve("absent.pt"), ai.djl.Device.cpu()))
                .isInstanceOf(IOException.class);
    }

    /** Batch normalisation answers otherwise in training mode, in which PyTorch saved this archive. */
    @Test
    void somebodysArchiveRunsAsTrained(@TempDir Path folder) throws Exception {
        Path resources = Path.of("src/test/resources/checkpoints");
        Files.copy(resources.resolve("editor.pt"), folder.resolve("editor.pt"));
        Files.writeString(folder.resolve("editor.json"), """
                {"kind": "manipulator", "size": 16, "range": [0, 1], "inputs": ["condition", "image"], "answer": 1,
                 "conditions": {"kind": "labels", "names": ["male", "young"], "absent": 0, "present": 1}}""");
        Bundle bundle = Bundle.load(new BundleProperties(folder, folder.resolve("cache")));
        try (Checkpoint file = Checkpoint.open(
                        resources.resolve("editor-expected.pth"), new Checkpoint.Limits(99_999, 9_999));
                TorchRunner runner =
                        TorchRunner.load(bundle.archive("editor", Precision.FLOAT32), ai.djl.Device.cpu())) {
            Map<String, Tensor> expected = file.read(file.names());
            Item item = Item.of(
                    new Tensor(expected.get("image").data(), 3, 16, 16),
                    new Tensor(expected.get("condition").data(), 2));
            assertThat(runner.run(List.of(item)).get(0).data())
                    .containsExactly(expected.get("edited").data(), within(1e-5f));
        }
    }
}
