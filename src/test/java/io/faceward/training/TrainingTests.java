package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of the trainers on a few faces of the real folders. */
class TrainingTests {

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void takeAFewFaces() throws IOException {
        data = SmallData.below(folder);
    }

    @Test
    void theSurrogateLearnsAndAnInterruptedRunGoesOnAsIfNothingHadHappened() throws IOException {
        SurrogateTraining.run(surrogate("whole", 24, false));
        List<Float> losses = losses("whole");
        assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));

        // The schedule depends on the whole length, so the interruption is a checkpoint copied at half time.
        TrainingOptions half = surrogate("parts", 24, true);
        TrainingRun run = new TrainingRun(half);
        try (SurrogateLesson lesson = lesson(half, run.resumed())) {
            for (long step = 0; step < 12; step++) {
                lesson.step(step, 1);
            }
            Map<String, Tensor> state = lesson.checkpoint();
            state.put("run.step", new Tensor(new float[] {12}));
            new Safetensors(state, Map.of()).write(half.out().resolve("checkpoint.safetensors"), false);
        }
        SurrogateTraining.run(half);

        Map<String, Tensor> whole = withoutTime(checkpoint("whole"));
        Map<String, Tensor> parts = withoutTime(checkpoint("parts"));
        assertThat(parts.keySet()).isEqualTo(whole.keySet());
        whole.forEach((name, tensor) ->
                assertThat(largestDifference(tensor, parts.get(name))).as(name).isLessThan(1e-3));
    }

    private TrainingOptions surrogate(String name, long steps, boolean resume) {
        return new TrainingOptions(
                data, folder.resolve(name), steps, null, 2, 1, "cpu", Precision.FLOAT32, resume, null);
    }

    private static SurrogateLesson lesson(TrainingOptions options, Map<String, Tensor> resumed) throws IOException {
        return new SurrogateLesson(options, Faces.whole(options.data(), FaceFolders.TRAIN), resumed);
    }

    private List<Float> losses(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve("log.csv")).stream()
                .skip(1)
                .map(line -> Float.valueOf(line.split(",")[1]))
                .toList();
    }

    private Map<String, Tensor> checkpoint(String name) throws IOException {
        return Safetensors.read(folder.resolve(name).resolve("checkpoint.safetensors"))
                .tensors();
    }

    private static Map<String, Tensor> withoutTime(Map<String, Tensor> checkpoint) {
        checkpoint.remove("run.seconds");
        return checkpoint;
    }

    private static double largestDifference(Tensor a, Tensor b) {
        double largest = 0;
        for (int i = 0; i < a.data().length; i++) {
            largest = Math.max(largest, Math.abs(a.data()[i] - b.data()[i]));
        }
        return largest;
    }
}
