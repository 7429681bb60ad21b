package io.faceward.training;

import io.faceward.model.IdGuardGenerator;
import io.faceward.model.ModelCard;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train id-guard}: the prior perturbation and ID-Guard's generator, against any manipulators of a bundle. */
public final class IdGuardTraining {

    private static final Logger LOG = LoggerFactory.getLogger(IdGuardTraining.class);
    private static final int PRIOR_STEPS = 60;
    private static final String PRIOR = IdGuardGenerator.PRIOR;

    /** More faces tell little more about means, and each costs every manipulator two passes and the generator one. */
    private static final int TEST_FACES = 100;

    private IdGuardTraining() {}

    /**
     * Trains until the steps or the time are used up or nothing gets better, measures the best generator on people that no
     * training saw, and writes its weights, the prior included, with their card and a report.
     *
     * @throws IllegalArgumentException naming a manipulator that is unknown, or lets no gradient through
     */
    public static void run(IdGuardOptions options) throws IOException {
        TrainingOptions training = options.training();
        TrainingRun run = new TrainingRun(training);
        Map<String, Tensor> resumed = run.resumed();
        Path data = training.data();
        try (WhiteBoxSet targets = WhiteBoxSet.load(options.bundle(), options.against(), training.device());
                TorchModule recogniser = Teachers.recogniser(data, training.device())) {
            People people = people(options);
            Map<String, Tensor> start = start(training);
            DefenceExam exam = new DefenceExam(targets.boxes(), recogniser, options.bundle());
            IdGuardLesson lesson = new IdGuardLesson(
                    options,
                    people.faces,
                    targets.boxes(),
                    recogniser,
                    prior(options, start, people.faces),
                    resumed.isEmpty() ? start : resumed);
            TrainingRun.Extent extent;
            Map<String, Tensor> weights;
            try (ExaminedLesson examined = new ExaminedLesson(lesson, exam, people.heldOut, options, resumed)) {
                extent = run.run(examined, resumed);
                weights = examined.best(extent.steps());
            }
            ModelCard card = card(options, extent, people.heldOut.size(), figures(options, exam, weights));
            new ModelFolder(training.out()).write(card, weights);
            LOG.info("see {}", training.out().resolve("report.md"));
        }
    }

    /** Whom a run is trained on, and whom it is examined with. */
    private record People(Faces faces, List<FacePicture> heldOut) {}

    private static People people(IdGuardOptions options) throws IOException {
        TrainingOptions training = options.training();
        List<FacePicture> pictures = new ArrayList<>();
        for (Path folder : FaceFolders.TRAIN) {
            pictures.addAll(FacePictures.read(training.data(), folder));
        }
        HeldOutPeople people = HeldOutPeople.of(pictures, options.examination().faces());
        Path maps = training.out().resolve("identity-maps.safetensors");
        return new People(
                Faces.aligned(IdentityMaps.of(people.train(), training.data(), maps, training.device())),
                people.heldOut());
    }

    private static Map<String, Object> figures(IdGuardOptions options, DefenceExam exam, Map<String, Tensor> weights)
            throws IOException {
        TrainingOptions training = options.training();
        IdGuardReport report = new IdGuardReport(training.out());
        Map<String, Object> figures = new LinkedHashMap<>();
        try (TorchModule generator = Teachers.generator(weights, training.device())) {
            Defence defence = Defence.generator(generator);
            for (Path folder : FaceFolders.TEST) {
                List<FacePicture> test = spread(FacePictures.read(training.data(), folder), TEST_FACES);
                IdGuardReport.Comparison comparison = new IdGuardReport.Comparison(
                        exam.of(test, defence), exam.of(test, Defence.noise(training.seed())));
                figures.put(folder.toString(), comparison);
                report.add(folder.toString(), comparison);
                report.sheets(exam, test, defence, folder);
            }
        }
        report.write();
        return figures;
    }

    /** Some of them, evenly spread over all. */
    static <T> List<T> spread(List<T> all, int most) {
        int count = Math.min(most, all.size());
        List<T> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get((int) ((long) i * all.size() / count)));
        }
        return some;
    }

    private static ModelCard card(
            IdGuardOptions options, TrainingRun.Extent extent, int heldOut, Map<String, Object> figures)
            throws IOException {
        TrainingOptions training = options.training();
        Map<String, Object> how = extent.provenance(training, FaceFolders.names(FaceFolders.TRAIN), FaceFolders.TERMS);
        how.put("manipulators", options.against());
        how.put("weights", options.strategy().toString());
        how.put("loss", options.objective().loss().toString());
        how.put("cutting", options.cutting().toString());
        how.put("robust", options.robust());
        how.put("heldOutPeople", heldOut);
        how.put("priorAgainst", options.priorAgainst());
        how.put("learningRate", options.learningRate());
        how.put("visibility", options.visibility());
        how.put("psnr", options.psnr());
        how.put("trainedPrior", options.trainPrior());
        return new ModelCard(
                "id-guard",
                "perturber",
                "id-guard-generator",
                IdGuardGenerator.trained().parameterCount(),
                "",
                "Apache-2.0",
                "ID-Guard's generator with its prior perturbation, trained against "
                        + String.join(", ", options.against()),
                IdGuardGenerator.SIZE,
                null,
                how,
                figures);
    }

    /** The weights to start from, ready for a new prior where theirs is of another picture. */
    private static Map<String, Tensor> start(TrainingOptions training) throws IOException {
        Map<String, Tensor> given = training.startWeights();
        if (given.isEmpty()) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(training.seed());
            return IdGuardGenerator.hearing(IdGuardGenerator.trained().initialise(random));
        }
        return fits(given.get(PRIOR)) ? given : IdGuardGenerator.hearing(given);
    }

    private static boolean fits(@Nullable Tensor prior) {
        return prior != null && prior.hasShape(1, 3, IdGuardGenerator.SIZE, IdGuardGenerator.SIZE);
    }

    private static Tensor prior(IdGuardOptions options, Map<String, Tensor> start, Faces faces) throws IOException {
        Tensor given = start.get(PRIOR);
        if (given != null && fits(given)) {
            return given;
        }
        TrainingOptions training = options.training();
        Path file = training.out().resolve("prior.safetensors");
        if (!training.resume() || !Files.exists(file)) {
            try (WhiteBoxSet attacked = WhiteBoxSet.load(options.bundle(), options.priorAgainst(), training.device())) {
                int steps = PRIOR_STEPS * options.priorAgainst().size();
                Tensor prior = UniversalPerturbation.against(
                        attacked.boxes(), faces, options.cutting(), steps, training.seed());
                new Safetensors(Map.of(PRIOR, prior), Map.of()).write(file, true);
            }
        }
        return Safetensors.read(file).under(PRIOR).values().iterator().next();
    }
}
