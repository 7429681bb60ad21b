package io.faceward.training;

import static java.util.Objects.requireNonNull;

import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link Lesson}: steps, schedule, log, checkpoints. A run that is killed loses at most the time since the last
 * checkpoint and goes on from there with the same data and the same schedule.
 */
final class TrainingRun {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(3);
    private static final int LOG_EVERY = 10;
    private static final double DECAY_FROM = 0.7;
    private static final String STEP = "step";

    private final TrainingOptions options;
    private final Path checkpointFile;

    TrainingRun(TrainingOptions options) throws IOException {
        this.options = options;
        checkpointFile = Files.createDirectories(options.out()).resolve("checkpoint.safetensors");
    }

    /** The state to go on from; empty for a fresh start. */
    Map<String, Tensor> resumed() throws IOException {
        return options.resume() && Files.exists(checkpointFile)
                ? Safetensors.read(checkpointFile).tensors()
                : Map.of();
    }

    /**
     * Trains from the step after the checkpoint to the last; answers the means of the last figures.
     *
     * @throws CancellationException after a last checkpoint, when the process is told to stop
     */
    Map<String, Float> run(Lesson lesson, Map<String, Tensor> resumed) throws IOException {
        long first =
                resumed.isEmpty() ? 0 : (long) requireNonNull(resumed.get(STEP)).data()[0];
        Instant start = Instant.now();
        Instant saved = start;
        Means means = new Means();
        Map<String, Float> latest = Map.of();
        try (StopSignal stop = new StopSignal()) {
            for (long step = first; step < options.steps(); step++) {
                means.add(lesson.step(step, rate(step)));
                boolean last = step + 1 == options.steps() || stop.given();
                if (means.count() == LOG_EVERY || last) {
                    latest = means.take();
                    log(step + 1, first, start, latest);
                }
                if (last || Duration.between(saved, Instant.now()).compareTo(CHECKPOINT_EVERY) > 0) {
                    save(lesson, step + 1);
                    saved = Instant.now();
                }
                if (stop.given()) {
                    throw new CancellationException("stopped after step %d; --resume goes on".formatted(step + 1));
                }
            }
        }
        return latest;
    }

    /** The means of the figures of some steps. */
    private static final class Means {

        private final Map<String, Float> sums = new LinkedHashMap<>();
        private int count;

        void add(Map<String, Float> figures) {
            figures.forEach((name, value) -> sums.merge(name, value, Float::sum));
            count++;
        }

        int count() {
            return count;
        }

        Map<String, Float> take() {
            Map<String, Float> means = new LinkedHashMap<>();
            sums.forEach((name, sum) -> means.put(name, sum / count));
            sums.clear();
            count = 0;
            return means;
        }
    }

    /** Constant, then linear to zero over the last part. */
    private float rate(long step) {
        double progress = (double) step / options.steps();
        return (float) Math.min(1, (1 - progress) / (1 - DECAY_FROM));
    }

    private void log(long step, long first, Instant start, Map<String, Float> means) throws IOException {
        Duration elapsed = Duration.between(start, Instant.now());
        double perStep = elapsed.toMillis() / 1000.0 / (step - first);
        LOG.info(
                "step {}/{} {} {} s/step, {} min left",
                step,
                options.steps(),
                means,
                String.format("%.2f", perStep),
                Math.round(perStep * (options.steps() - step) / 60));
        Path log = options.out().resolve("log.csv");
        boolean fresh = !Files.exists(log);
        try (Writer writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            if (fresh) {
                writer.write("step," + String.join(",", means.keySet()) + "\n");
            }
            writer.write(
                    step + "," + means.values().stream().map(String::valueOf).collect(Collectors.joining(",")) + "\n");
        }
    }

    private void save(Lesson lesson, long step) throws IOException {
        Map<String, Tensor> state = new LinkedHashMap<>(lesson.checkpoint());
        state.put(STEP, new Tensor(new float[] {step}));
        Path temporary = checkpointFile.resolveSibling("checkpoint.tmp");
        new Safetensors(state, Map.of()).write(temporary, false);
        Files.move(temporary, checkpointFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
