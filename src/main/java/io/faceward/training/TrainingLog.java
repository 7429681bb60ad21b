package io.faceward.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The course of a training run: means over ten steps in {@code log.csv} and as log lines, a progress bar where there is a
 * terminal, and curves in {@code curves.png}. For one thread.
 */
final class TrainingLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);
    private static final int EVERY = 10;
    private static final int BAR = 1000;

    private final Path folder;
    private final Course course;
    private final long startNanos = System.nanoTime();
    private final long first;
    private final Map<String, Float> sums = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final @Nullable ProgressBar bar;
    private double startProgress = Double.NaN;
    private int count;

    /**
     * @param first step that the run starts at; what an interrupted run logged beyond it is dropped
     * @param resumed whether there was an earlier run to go on from
     */
    TrainingLog(Path folder, long first, boolean resumed) throws IOException {
        this.folder = folder;
        this.first = first;
        this.bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("train")
                        .setInitialMax(BAR)
                        .build();
        course = new Course(folder.resolve("log.csv"), resumed ? first : -1);
    }

    /**
     * @param figures those that are not numbers were not taken in this step
     * @param progress part of the whole run that is done, in (0,1]
     */
    void step(long step, Map<String, Float> figures, double progress, boolean last) throws IOException {
        if (Double.isNaN(startProgress)) {
            startProgress = progress;
        }
        figures.forEach((name, value) -> {
            sums.putIfAbsent(name, 0f);
            if (!value.isNaN()) {
                sums.merge(name, value, Float::sum);
                counts.merge(name, 1, Integer::sum);
            }
        });
        count++;
        if (count == EVERY || last) {
            Map<String, Float> means = new LinkedHashMap<>();
            sums.forEach((name, sum) -> means.put(name, sum / counts.getOrDefault(name, 0)));
            sums.clear();
            counts.clear();
            count = 0;
            course.add(step, means);
            show(step, means, progress);
        }
    }

    private void show(long step, Map<String, Float> means, double progress) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double left = seconds / (progress - startProgress) * (1 - progress);
        String shown = means.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.4g", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" "));
        if (bar != null) {
            bar.stepTo(Math.round(BAR * progress));
            bar.setExtraMessage(shown);
        } else {
            LOG.info(
                    "step {} ({}%): {}; {} s/step, {} min left",
                    step,
                    Math.round(100 * progress),
                    shown,
                    String.format(Locale.ROOT, "%.2f", seconds / (step - first)),
                    Double.isFinite(left) ? Math.round(left / 60) : "?");
        }
    }

    /** Draws the course up to now. */
    void draw() throws IOException {
        LossCurves.draw(course.file(), folder.resolve("curves.png"));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
