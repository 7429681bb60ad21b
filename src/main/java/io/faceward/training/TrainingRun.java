package io.faceward.training;

import io.faceward.image.Pixels;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link Lesson}: steps, schedule, log, curves, samples, checkpoints. A run that is killed loses at most the time
 * since the last checkpoint and goes on from there with the same data and the same schedule.
 */
final class TrainingRun {

    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(3);
    private static final int SAMPLE_EVERY = 250;
    private static final double DECAY_FROM = 0.8;
    private static final String STEP = "run.step";
    private static final String SECONDS = "run.seconds";

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

    /** What a lesson begins with: what is resumed, or else the weights to start from. */
    Map<String, Tensor> beginning(Map<String, Tensor> resumed) throws IOException {
        return resumed.isEmpty() ? options.startWeights() : resumed;
    }

    /**
     * Trains from the step after the checkpoint until the steps or the time are used up, or the lesson is finished.
     *
     * @return steps and time of all resumptions together
     * @throws CancellationException after a last checkpoint, when the process is told to stop
     */
    Extent run(Lesson lesson, Map<String, Tensor> resumed) throws IOException {
        Clock clock = new Clock(number(resumed, SECONDS));
        long step = (long) number(resumed, STEP);
        Duration saved = clock.elapsed();
        // Its cache in files wants a shutdown hook with the first picture, which a process that is stopping refuses.
        ImageIO.setUseCache(false);
        try (StopSignal stop = new StopSignal();
                TrainingLog log = new TrainingLog(options.out(), step, !resumed.isEmpty())) {
            while (!ended(step, clock) && !lesson.finished()) {
                Map<String, Float> figures = lesson.step(step, rate(step, clock));
                step++;
                boolean last = ended(step, clock) || lesson.finished() || stop.given();
                log.step(step, figures, progress(step, clock), last);
                if (last || clock.elapsed().minus(saved).compareTo(CHECKPOINT_EVERY) > 0) {
                    save(lesson, step, clock);
                    log.draw();
                    saved = clock.elapsed();
                }
                if (step % SAMPLE_EVERY == 0 || last) {
                    sample(lesson, step);
                }
                if (stop.given()) {
                    throw new CancellationException("stopped after step %d; --resume goes on".formatted(step));
                }
            }
        }
        return new Extent(step, clock.elapsed());
    }

    /** How long a run was. */
    record Extent(long steps, Duration time) {

        long minutes() {
            return Math.round(time.toSeconds() / 60.0);
        }

        /**
         * What every model card tells of its training, in order; a trainer adds its own.
         *
         * @param data names of the folders
         * @param terms of that data
         */
        Map<String, Object> provenance(TrainingOptions options, List<String> data, String terms) throws IOException {
            Map<String, Object> how = new LinkedHashMap<>();
            how.put("data", data);
            how.put("terms", terms);
            how.put("seed", options.seed());
            how.put("start", options.origin());
            how.put("steps", steps);
            how.put("minutes", minutes());
            how.put("batch", options.batch());
            return how;
        }
    }

    /** Time spent in training, resumed runs included. */
    private record Clock(double earlierSeconds, long startNanos) {

        Clock(double earlierSeconds) {
            this(earlierSeconds, System.nanoTime());
        }

        Duration elapsed() {
            return Duration.ofNanos((long) (earlierSeconds * 1e9) + System.nanoTime() - startNanos);
        }
    }

    private boolean ended(long step, Clock clock) {
        return progress(step, clock) >= 1;
    }

    private double progress(long step, Clock clock) {
        double steps = (double) step / options.steps();
        @Nullable Duration budget = options.budget();
        return budget == null ? steps : Math.max(steps, (double) clock.elapsed().toMillis() / budget.toMillis());
    }

    /** Constant, then linear to zero over the last part. */
    private float rate(long step, Clock clock) {
        return (float) Math.min(1, (1 - progress(step, clock)) / (1 - DECAY_FROM));
    }

    private void sample(Lesson lesson, long step) throws IOException {
        @Nullable Pixels sheet = lesson.sample();
        if (sheet != null) {
            Path folder = Files.createDirectories(options.out().resolve("samples"));
            PortraitFiles.writePng(sheet, folder.resolve("%06d.png".formatted(step)));
        }
    }

    private static double number(Map<String, Tensor> state, String name) {
        Tensor tensor = state.get(name);
        return tensor == null ? 0 : tensor.data()[0];
    }

    private void save(Lesson lesson, long step, Clock clock) throws IOException {
        Map<String, Tensor> state = new LinkedHashMap<>(lesson.checkpoint());
        state.put(STEP, new Tensor(new float[] {step}));
        state.put(SECONDS, new Tensor(new float[] {clock.elapsed().toMillis() / 1000f}));
        Path temporary = checkpointFile.resolveSibling("checkpoint.tmp");
        new Safetensors(state, Map.of()).write(temporary, false);
        Files.move(temporary, checkpointFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
