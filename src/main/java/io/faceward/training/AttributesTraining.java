package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.faceward.model.AttributeClassifier;
import io.faceward.model.Conditions;
import io.faceward.model.ModelCard;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train attributes}: the classifier that tells editors' attributes. */
public final class AttributesTraining {

    private static final Logger LOG = LoggerFactory.getLogger(AttributesTraining.class);
    private static final int BATCH = 64;

    private AttributesTraining() {}

    /**
     * Trains to the end, measures on people kept aside, sets each threshold to equal error on them and writes the
     * weights, with the thresholds folded in, and their card.
     */
    public static void run(TrainingOptions options) throws IOException {
        TrainingRun run = new TrainingRun(options);
        Map<String, Tensor> resumed = run.resumed();
        Map<String, Tensor> weights;
        TrainingRun.Extent extent;
        try (AttributesLesson lesson = new AttributesLesson(
                options, new LabelledFaces(CelebA.training(options.data())), run.beginning(resumed))) {
            extent = run.run(lesson, resumed);
            weights = lesson.weights();
        }
        List<LabelledFace> others = CelebA.heldOut(options.data());
        List<float[]> logits = logits(weights, others, options.device());
        Map<String, Object> figures = figures(logits, others);
        LOG.info("on faces of other people: {}", figures);
        AttributeClassifier.foldThresholds(weights, Thresholds.equalError(logits, others));
        new ModelFolder(options.out()).write(card(options, extent, figures), weights);
    }

    /** For each half of the faces with the thresholds that suit the other half. */
    private static Map<String, Object> figures(List<float[]> logits, List<LabelledFace> faces) {
        int n = faces.size();
        int half = n / 2;
        float[] first = Thresholds.equalError(logits.subList(0, half), faces.subList(0, half));
        float[] second = Thresholds.equalError(logits.subList(half, n), faces.subList(half, n));
        float[] none = new float[first.length];
        float[] plain = Thresholds.accuracy(logits, none, faces);
        float[] balancedFirst = Thresholds.balancedAccuracy(logits.subList(0, half), second, faces.subList(0, half));
        float[] balancedSecond = Thresholds.balancedAccuracy(logits.subList(half, n), first, faces.subList(half, n));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("faces", n);
        for (int i = 0; i < plain.length; i++) {
            figures.put(
                    FaceAttributes.NAMES.get(i),
                    Map.of("accuracy", plain[i], "atEqualError", (balancedFirst[i] + balancedSecond[i]) / 2));
        }
        return figures;
    }

    private static List<float[]> logits(Map<String, Tensor> weights, List<LabelledFace> faces, Device device)
            throws IOException {
        Graph graph = AttributeClassifier.graph(FaceAttributes.NAMES.size());
        LabelledFaces all = new LabelledFaces(faces);
        List<float[]> logits = new ArrayList<>();
        try (TorchModule classifier = TorchModule.of(graph, weights, device)) {
            for (int from = 0; from < faces.size(); from += BATCH) {
                try (NDManager manager = classifier.manager().newSubManager()) {
                    int to = Math.min(faces.size(), from + BATCH);
                    var batch = all.range(manager, from, to, AttributeClassifier.SIDE);
                    float[] values = classifier.forward(batch.image()).head().toFloatArray();
                    int k = FaceAttributes.NAMES.size();
                    for (int i = 0; i < to - from; i++) {
                        logits.add(Arrays.copyOfRange(values, i * k, (i + 1) * k));
                    }
                }
            }
        }
        return logits;
    }

    private static ModelCard card(TrainingOptions options, TrainingRun.Extent extent, Map<String, Object> figures)
            throws IOException {
        return new ModelCard(
                "attributes",
                "attribute-classifier",
                "attribute-classifier",
                AttributeClassifier.graph(FaceAttributes.NAMES.size()).parameterCount(),
                "",
                "Apache-2.0",
                "Tells hair colour, sex and age as CelebA labels them, so that editors can be asked to change them",
                AttributeClassifier.SIDE,
                Conditions.labels(FaceAttributes.NAMES, FaceAttributes.EXCLUSIVE),
                extent.provenance(options, FaceFolders.names(List.of(FaceFolders.CELEBA)), CelebA.TERMS),
                figures);
    }
}
