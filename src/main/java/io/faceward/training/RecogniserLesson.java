package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.model.FusedFaceNet;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import io.faceward.objective.Distances;
import io.faceward.objective.Scalar;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Teaches a recogniser what two teachers know. From the first it takes over how each stage sees
 * faces: the mean over the stages of |m − t|²/|t|² of its maps m and the teacher's t (Romero et al., FitNets, ICLR 2015),
 * where at first each stage goes on from the teacher's maps and later from its own. To that come 1 − cos to the first
 * teacher's embedding, and the mean square difference between its similarities within the batch and those of both teachers
 * (relational distillation, Park et al., CVPR 2019). Adam (0.9, 0.999) at 2e-3.
 */
final class RecogniserLesson implements Lesson {

    private static final float RATE = 2e-3f;
    private static final float RELATIONS = 4;

    /** The second teacher's time is spared in the other steps, whose relations are the first one's alone. */
    private static final int SECOND_EVERY = 3;

    /** Steps after which the share of faces with the teacher's maps is 1/e. */
    private static final double WEANING = 400;

    private final TrainingOptions options;
    private final IdentityFaces faces;
    private final TorchModule teacher;
    private final TorchModule second;
    private final Augmentation augmentation;
    private final Trainee student;

    /**
     * The teachers stay the caller's.
     *
     * @param teacher answers its maps, too
     * @param second answers embeddings
     */
    RecogniserLesson(
            TrainingOptions options,
            IdentityFaces faces,
            TorchModule teacher,
            TorchModule second,
            Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.faces = faces;
        this.teacher = teacher;
        this.second = second;
        augmentation = new Augmentation(options.device());
        student = Trainee.start(FusedFaceNet.learning(), options, resumed, 0.9f, 0.999f);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        var random = new SplittableRandom(options.seed() * 1_000_003 + step);
        try (NDManager manager = student.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray plain = faces.batch(manager, random, options.batch());
            NDArray seen = augmentation.apply(plain, random).stopGradient();
            List<NDArray> taught =
                    teacher.forward(seen).stream().map(NDArray::duplicate).toList();
            List<NDArray> own = student.forward(inputs(seen, given(manager, random, step), taught));
            int last = taught.size() - 1;
            NDArray maps = IntStream.range(0, last)
                    .mapToObj(i -> Distances.relativeSquare(own.get(i), taught.get(i)))
                    .reduce(NDArray::add)
                    .orElseThrow()
                    .div(Scalar.of(last));
            NDArray agreement = Distances.cosine(own.get(last), taught.get(last));
            NDArray similar = similarities(taught.get(last));
            if (step % SECOND_EVERY == 0) {
                NDArray other = second.forward(seen).head().duplicate();
                similar = similar.add(similarities(other)).mul(Scalar.of(0.5f));
            }
            NDArray relations = Distances.meanSquare(similarities(own.get(last)), similar);
            NDArray loss = maps.add(agreement.neg().add(1)).add(relations.mul(Scalar.of(RELATIONS)));
            collector.backward(loss);
            student.step(RATE * rate);
            Map<String, Float> figures = new LinkedHashMap<>();
            figures.put("loss", loss.getFloat());
            figures.put("maps", maps.getFloat());
            figures.put("agreement", agreement.getFloat());
            figures.put("relations", relations.getFloat());
            return figures;
        }
    }

    private NDArray given(NDManager manager, SplittableRandom random, long step) {
        double share = Math.exp(-step / WEANING);
        float[] given = new float[options.batch()];
        for (int i = 0; i < given.length; i++) {
            given[i] = random.nextDouble() < share ? 1 : 0;
        }
        return Upload.floats(manager, given, new Shape(given.length, 1, 1, 1));
    }

    private static NDArray[] inputs(NDArray faces, NDArray given, List<NDArray> taught) {
        return Stream.concat(Stream.of(faces, given), taught.stream().limit(taught.size() - 1L))
                .toArray(NDArray[]::new);
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
