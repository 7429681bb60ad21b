package io.faceward.training;

import io.faceward.image.Pixels;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Graph;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link IdGuardLesson} whose generator is examined every now and then on people that it is not trained on. The best one is
 * kept in {@code best.safetensors}, the course in {@code exams.csv} and {@code exams.png}; when no better one comes for a
 * while, the run ends. The lesson belongs to this; for one thread.
 */
final class ExaminedLesson implements Lesson {

    private static final Logger LOG = LoggerFactory.getLogger(ExaminedLesson.class);
    private static final String BEST = "exam.rank";
    private static final String STALE = "exam.stale";

    private final IdGuardLesson lesson;
    private final DefenceExam exam;
    private final List<FacePicture> people;
    private final IdGuardOptions options;
    private Rank best = Rank.NONE;
    private int stale;
    private final boolean resumed;
    private @Nullable Course course;

    /** @param people never empty */
    ExaminedLesson(
            IdGuardLesson lesson,
            DefenceExam exam,
            List<FacePicture> people,
            IdGuardOptions options,
            Map<String, Tensor> resumed) {
        this.lesson = lesson;
        this.exam = exam;
        this.people = people;
        this.options = options;
        this.resumed = !resumed.isEmpty();
        Tensor kept = resumed.get(BEST);
        Tensor missed = resumed.get(STALE);
        if (kept != null && missed != null && Files.exists(bestFile())) {
            best = Rank.of(kept, options.visibility(), options.psnr());
            stale = (int) missed.data()[0];
        }
    }

    private Path bestFile() {
        return options.training().out().resolve("best.safetensors");
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        Map<String, Float> figures = lesson.step(step, rate);
        if ((step + 1) % options.examination().every() == 0) {
            examine(step + 1);
        }
        return figures;
    }

    @Override
    public boolean finished() {
        return stale >= options.examination().patience();
    }

    /**
     * The best generator's weights, the last one's included in the comparison.
     *
     * @param steps of the whole run
     */
    Map<String, Tensor> best(long steps) throws IOException {
        if (steps % options.examination().every() != 0) {
            examine(steps);
        }
        return Safetensors.read(bestFile()).tensors();
    }

    private void examine(long step) {
        try {
            Map<String, Tensor> weights = lesson.weights();
            Graph graph = IdGuardGenerator.served(weights);
            TrainingOptions training = options.training();
            DefenceExam.Figures figures;
            try (TorchModule generator = TorchModule.of(
                    graph, weights, TorchScript.forInference(training.precision(), graph), training.device())) {
                figures = exam.of(people, Defence.generator(generator));
            }
            Rank rank = Rank.of(figures, options.visibility(), options.psnr());
            // As long as the bounds are not kept, everything else may get worse on the way there.
            stale = best.unseen() ? stale + 1 : 0;
            boolean better = rank.compareTo(best) > 0;
            if (better) {
                best = rank;
                stale = 0;
                new Safetensors(weights, Map.of()).write(bestFile(), true);
            }
            LOG.info("after {} steps: {}{}", step, figures, better ? ", the best so far" : "");
            log(step, figures);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void log(long step, DefenceExam.Figures figures) throws IOException {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("psnr", figures.psnr());
        row.put("visibility", figures.visibility());
        figures.manipulators().forEach(one -> row.put("dsr." + one.manipulator(), one.calibratedRate()));
        figures.manipulators().forEach(one -> row.put("l2 of threshold." + one.manipulator(), one.ofThreshold()));
        figures.manipulators().forEach(one -> row.put("identity." + one.manipulator(), one.identity()));
        if (course == null) {
            course = new Course(options.training().out().resolve("exams.csv"), resumed ? step - 1 : -1);
        }
        course.add(step, row);
        LossCurves.draw(course.file(), course.file().resolveSibling("exams.png"));
    }

    @Override
    public @Nullable Pixels sample() throws IOException {
        return lesson.sample();
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = lesson.checkpoint();
        state.put(BEST, best.tensor());
        state.put(STALE, new Tensor(new float[] {stale}));
        return state;
    }

    @Override
    public void close() {
        lesson.close();
    }
}
