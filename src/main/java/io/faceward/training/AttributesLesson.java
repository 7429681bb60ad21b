package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.faceward.model.AttributeClassifier;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.objective.Classification;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;

/** Teaches a classifier CelebA's attributes: binary cross-entropy on augmented faces, Adam (0.9, 0.999) at 1e-3. */
final class AttributesLesson implements Lesson {

    private static final float RATE = 1e-3f;

    private final TrainingOptions options;
    private final LabelledFaces faces;
    private final Augmentation augmentation;
    private final Trainee classifier;

    AttributesLesson(TrainingOptions options, LabelledFaces faces, Map<String, Tensor> resumed) throws IOException {
        this.options = options;
        this.faces = faces;
        augmentation = new Augmentation(options.device());
        Graph graph = AttributeClassifier.graph(FaceAttributes.NAMES.size());
        classifier = Trainee.start(graph, options, resumed, 0.9f, 0.999f);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        var random = new SplittableRandom(options.seed() * 1_000_003 + step);
        try (NDManager manager = classifier.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            var batch = faces.batch(manager, random, options.batch(), AttributeClassifier.SIDE);
            NDArray logits = classifier
                    .forward(augmentation.apply(batch.image(), random))
                    .head();
            NDArray loss = Classification.binaryCrossEntropy(logits, batch.labels());
            collector.backward(loss);
            classifier.step(RATE * rate);
            NDArray right = logits.gt(0).eq(batch.labels().gt(0.5f));
            return Map.of(
                    "loss",
                    loss.getFloat(),
                    "accuracy",
                    right.toType(logits.getDataType(), false).mean().getFloat());
        }
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        return classifier.checkpoint();
    }

    /** The trained weights. */
    Map<String, Tensor> weights() {
        return classifier.weights();
    }

    @Override
    public void close() {
        classifier.close();
        augmentation.close();
    }
}
