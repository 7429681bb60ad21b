package io.faceward.training;

import ai.djl.Device;
import io.faceward.face.AlignedCrop;
import io.faceward.model.Bundle;
import io.faceward.model.DadfiGenerator;
import io.faceward.model.ModelCard;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train dadfi}: the light generator. */
public final class DadfiTraining {

    private static final Logger LOG = LoggerFactory.getLogger(DadfiTraining.class);
    private static final String ID = "dadfi";
    private static final int SAMPLES = 6;

    private DadfiTraining() {}

    /**
     * Trains to the end, measures on people whom no training saw and writes the weights with their card.
     *
     * @param bundle with the manipulators, all of which are measured
     */
    public static void run(DadfiOptions options, Bundle bundle) throws IOException {
        TrainingOptions training = options.training();
        TrainingRun run = new TrainingRun(training);
        Map<String, Tensor> resumed = run.resumed();
        Map<String, List<FacePicture>> others = others(training.data());
        Map<String, Tensor> weights;
        TrainingRun.Extent extent;
        long queries;
        try (Opponents opponents = Opponents.of(bundle, options)) {
            Faces faces = Faces.aligned(training.data(), FaceFolders.TRAIN);
            TeacherEdits teachers = options.finetuning()
                    ? TeacherEdits.in(
                            training.out().resolve("teachers.safetensors"),
                            opponents.open(),
                            faces,
                            options.teachers(),
                            training.seed())
                    : new TeacherEdits(Map.of());
            try (DadfiLesson lesson = new DadfiLesson(
                    options,
                    faces,
                    opponents,
                    teachers,
                    new DadfiSamples(opponents.all(), samples(others), training),
                    resumed.isEmpty() ? start(options) : resumed)) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
                queries = lesson.queries();
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        try (TorchModule generator = network(weights, training.device());
                DadfiFigures measuring = new DadfiFigures(bundle, bundle.manipulators(), training.device())) {
            others.forEach((folder, pictures) -> {
                DadfiFigures.Figures means = measuring.over(pictures, Defence.generator(generator), training.seed());
                LOG.info("{}: {}", folder, means);
                figures.put(folder, means);
            });
        }
        new ModelFolder(training.out()).write(card(options, extent, queries, figures), weights);
    }

    /** A trained generator, from pictures to perturbations. The caller closes it. */
    static TorchModule network(Map<String, Tensor> weights, Device device) throws IOException {
        return TorchModule.of(new DadfiGenerator().graph(weights), weights, device);
    }

    /** The pictures of people whom no training sees, by folder. */
    static Map<String, List<FacePicture>> others(Path data) throws IOException {
        Map<String, List<FacePicture>> others = new LinkedHashMap<>();
        for (Path folder : FaceFolders.TEST) {
            others.put(folder.toString(), FacePictures.read(data, folder));
        }
        return others;
    }

    /** The first of each folder in turn. */
    private static List<Portrait> samples(Map<String, List<FacePicture>> others) {
        return IntStream.range(0, SAMPLES)
                .boxed()
                .flatMap(i ->
                        others.values().stream().filter(all -> all.size() > i).map(all -> all.get(i)))
                .limit(SAMPLES)
                .map(Portrait::aligned)
                .toList();
    }

    private static Map<String, Tensor> start(DadfiOptions options) throws IOException {
        Map<String, Tensor> state = new LinkedHashMap<>();
        States.put(state, DadfiLesson.GENERATOR, options.training().startWeights());
        return state;
    }

    private static ModelCard card(
            DadfiOptions options, TrainingRun.Extent extent, long queries, Map<String, Object> figures)
            throws IOException {
        TrainingOptions training = options.training();
        Map<String, Object> how = extent.provenance(training, FaceFolders.names(FaceFolders.TRAIN), FaceFolders.TERMS);
        how.put("manipulators", options.finetuning() ? options.manipulators() : List.of());
        if (options.blackBox() != null) {
            how.put("blackBox", options.blackBox());
            how.put("queries", queries);
        }
        how.put("perStep", options.perStep());
        how.put("universal", options.universal());
        how.put("finetuning", options.finetuning());
        how.put("disruption", options.disruption());
        how.put("cutting", options.cutting().toString());
        how.put("robust", options.robust());
        how.put("visibility", options.visibility());
        return new ModelCard(
                ID,
                "perturber",
                "dadfi-generator",
                options.generator().parameterCount(),
                "",
                "Apache-2.0",
                "DADFI's light generator (Yang et al., PeerJ Computer Science 10:e2356), our training",
                AlignedCrop.SIDE,
                null,
                how,
                figures);
    }
}
