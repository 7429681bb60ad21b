package io.faceward.training;

import io.faceward.model.AttributeClassifier;
import io.faceward.model.Conditions;
import io.faceward.model.ModelCard;
import io.faceward.network.Graph;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train editor}: StarGAN and its relatives, which change hair colour, sex and age. */
public final class EditorTraining {

    private static final Logger LOG = LoggerFactory.getLogger(EditorTraining.class);
    private static final int SAMPLES = 8;
    private static final String LAST = "generator.main.21.weight";

    private EditorTraining() {}

    /** Trains to the end, lets the judge measure on people whom no training saw and writes the weights with their card. */
    public static void run(EditorOptions options) throws IOException {
        TrainingOptions training = options.training();
        Path data = training.data();
        TrainingRun run = new TrainingRun(training);
        Map<String, Tensor> resumed = run.resumed();
        List<LabelledFace> others = CelebA.heldOut(data);
        Map<String, Tensor> weights;
        TrainingRun.Extent extent;
        try (TorchModule guide = classifier(options.attributes(), training)) {
            List<LabelledFace> faces = new ArrayList<>(CelebA.training(data));
            faces.addAll(PseudoLabels.of(data, FaceFolders.TRAIN, guide));
            LOG.info("{} faces", faces.size());
            var samples = new EditorSamples(
                    options.kind(), training.device(), others.subList(0, Math.min(SAMPLES, others.size())));
            try (EditorLesson lesson = new EditorLesson(
                    options,
                    training.start() == null ? EditorStage.FRESH : EditorStage.WARM,
                    new LabelledFaces(faces),
                    samples,
                    guide,
                    resumed.isEmpty() ? start(options) : resumed)) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
            }
        }
        Map<String, Object> figures = measure(options, weights, others);
        new ModelFolder(training.out()).write(card(options, extent, figures), weights);
    }

    /** The state of another editor, without its optimisers. */
    private static Map<String, Tensor> start(EditorOptions options) throws IOException {
        Map<String, Tensor> other = options.training().startWeights();
        Map<String, Tensor> state = new LinkedHashMap<>();
        States.put(state, EditorLesson.GENERATOR, States.below(other, EditorLesson.MEAN));
        other.forEach((name, tensor) -> {
            if (name.startsWith("discriminator.") && !name.contains(".adam.")) {
                state.put(name, tensor);
            }
        });
        Tensor last = state.get(LAST);
        if (options.kind() == EditorKind.FIXED_POINT_GAN && last != null) {
            // What it adds begins as nothing.
            state.put(LAST, new Tensor(new float[last.data().length], last.shape()));
        }
        return state;
    }

    private static Map<String, Object> measure(
            EditorOptions options, Map<String, Tensor> weights, List<LabelledFace> others) throws IOException {
        TrainingOptions training = options.training();
        Graph graph = options.kind().architecture().graph(weights);
        Map<String, Object> figures = new LinkedHashMap<>();
        try (TorchModule editor = TorchModule.of(graph, weights, training.device());
                TorchModule judge = classifier(options.judge(), training);
                TorchModule recogniser = Teachers.recogniser(training.data(), training.device())) {
            EditorFigures measuring = new EditorFigures(editor, judge, recogniser);
            Map<String, List<LabelledFace>> sets = new LinkedHashMap<>();
            for (Path folder : FaceFolders.TEST) {
                sets.put(folder.toString(), LabelledFace.unlabelled(training.data(), List.of(folder)));
            }
            sets.put("celeba held out", others);
            sets.forEach((name, faces) -> {
                EditorFigures.Figures measured = measuring.over(faces);
                LOG.info("{}: {}", name, measured);
                figures.put(name, measured);
            });
        }
        return figures;
    }

    private static TorchModule classifier(Path file, TrainingOptions training) throws IOException {
        Map<String, Tensor> weights = Safetensors.read(file).tensors();
        Graph graph = new AttributeClassifier().graph(weights);
        return TorchModule.of(graph, weights, training.device());
    }

    private static ModelCard card(EditorOptions options, TrainingRun.Extent extent, Map<String, Object> figures)
            throws IOException {
        TrainingOptions training = options.training();
        Map<String, Object> how = extent.provenance(
                training, FaceFolders.names(FaceFolders.EVERYBODY), CelebA.TERMS + "; " + FaceFolders.TERMS);
        return new ModelCard(
                options.kind().id(),
                "manipulator",
                options.kind().id(),
                options.kind().untrained(options.width()).parameterCount(),
                "",
                "Apache-2.0",
                "Changes hair colour, sex and age: " + options.kind().title() + ", our training",
                EditorStage.FINE,
                Conditions.labels(FaceAttributes.NAMES, FaceAttributes.EXCLUSIVE),
                how,
                figures);
    }
}
