package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.faceward.model.MobileFaceNet;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Teaches a recogniser what two teachers know: 1 − cos to the first one's embedding, and the mean square difference
 * between its similarities within the batch and those of both teachers (relational distillation, Park et al., CVPR
 * 2019). Adam (0.9, 0.999) at 1e-3.
 */
final class RecogniserLesson implements Lesson {

    private static final float RATE = 1e-3f;
    private static final float RELATIONS = 4;

    private final TrainingOptions options;
    private final IdentityFaces faces;
    private final List<TorchModule> teachers;
    private final Augmentation augmentation;
    private final Trainee student;

    /** The teachers stay the caller's. */
    RecogniserLesson(
            TrainingOptions options, IdentityFaces faces, List<TorchModule> teachers, Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.faces = faces;
        this.teachers = teachers;
        augmentation = new Augmentation(options.device());
        student = Trainee.start(MobileFaceNet.untrained(), options, resumed, 0.9f, 0.999f);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        var random = new SplittableRandom(options.seed() * 1_000_003 + step);
        try (NDManager manager = student.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray plain = faces.batch(manager, random, options.batch());
            NDArray seen = augmentation.apply(plain, random).stopGradient();
            NDArray first = embedding(0, seen);
            NDArray second = embedding(1, seen);
            NDArray own = student.forward(seen).head();
            NDArray agreement = Distances.cosine(own, first);
            NDArray taught = similarities(first).add(similarities(second)).mul(0.5f);
            NDArray relations = Distances.meanSquare(similarities(own), taught);
            NDArray loss = agreement.neg().add(1).add(relations.mul(RELATIONS));
            collector.backward(loss);
            student.step(RATE * rate);
            return Map.of(
                    "loss", loss.getFloat(), "agreement", agreement.getFloat(), "relations", relations.getFloat());
        }
    }

    private NDArray embedding(int teacher, NDArray faces) {
        return teachers.get(teacher).forward(faces).head().duplicate();
    }

    private static NDArray similarities(NDArray embeddings) {
        return embeddings.matMul(embeddings.transpose());
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        return student.checkpoint();
    }

    /** The trained weights. */
    Map<String, Tensor> weights() {
        return student.weights();
    }

    @Override
    public void close() {
        student.close();
        augmentation.close();
    }
}
