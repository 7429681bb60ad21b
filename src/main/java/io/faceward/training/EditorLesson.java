package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.image.Pixels;
import io.faceward.model.AttributeClassifier;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import io.faceward.objective.Classification;
import io.faceward.objective.Distances;
import io.faceward.objective.Scalar;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Teaches an attribute editor G against a discriminator D, as StarGAN is taught (Choi et al., CVPR 2018), with hinge loss
 * (Lim and Ye 2017) and a fixed classifier A beside D's own.
 *
 * <p>G: −D(y) + 2·H(D_cls(y), c') + H(A(y), c') + 10·|G(y, c) − x| + 10·|y − x| where c' = c, with y = G(x, c') and H the
 * binary cross-entropy. D: hinge on x and y, and H(D_cls(x), c). D and A see their pictures augmented. Adam (0.5, 0.999), G
 * at 3e-4, D at 6e-4; the weights that count are the running mean of G's.
 */
final class EditorLesson implements Lesson {

    private static final float GENERATOR_RATE = 3e-4f;
    private static final float RECONSTRUCTION_RATE = 1e-3f;
    private static final float DISCRIMINATOR_RATE = 6e-4f;
    private static final float CLASSES = 2;
    private static final float GUIDANCE = 1;
    private static final float CYCLE = 10;
    private static final float SAME = 10;
    static final String GENERATOR = "generator.";
    static final String MEAN = "mean.";

    private final EditorOptions options;
    private final List<EditorStage> stages;
    private final LabelledFaces faces;
    private final EditorSamples samples;
    private final TorchModule guide;
    private final Augmentation augmentation;
    private final Trainee generator;
    private final RunningMean mean;
    private final EditorDiscriminator discriminator;

    /**
     * The guide stays the caller's.
     *
     * @param resumed a checkpoint of this run, or of the editor to start from
     */
    EditorLesson(
            EditorOptions options,
            List<EditorStage> stages,
            LabelledFaces faces,
            EditorSamples samples,
            TorchModule guide,
            Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.stages = stages;
        this.faces = faces;
        this.samples = samples;
        this.guide = guide;
        TrainingOptions training = options.training();
        augmentation = new Augmentation(training.device());
        generator = Trainee.start(
                options.kind().untrained(options.width()), training, States.below(resumed, GENERATOR), 0.5f, 0.999f);
        mean = generator.runningMean(States.below(resumed, MEAN));
        discriminator = new EditorDiscriminator(training, resumed);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        EditorStage stage = EditorStage.at(stages, step);
        int n = options.training().batch() * EditorStage.FINE / stage.side();
        var random = new SplittableRandom(options.training().seed() * 1_000_003 + step);
        Map<String, Float> figures = new LinkedHashMap<>();
        for (String name : List.of("same", "cycle", "source", "classes", "guidance", "real", "fake", "realClasses")) {
            figures.put(name, Float.NaN);
        }
        try (NDManager manager = generator.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            LabelledFaces.Batch batch = faces.batch(manager, random, n, stage.side());
            float[] own = batch.labels().toFloatArray();
            float[] wanted = new EditTargets(random).targets(own);
            NDArray targets = Upload.floats(manager, wanted, batch.labels().getShape());
            NDArray edited = generator.forward(batch.image(), targets).head();
            switch (stage.work()) {
                case RECONSTRUCT -> reconstruct(collector, batch.image(), edited, rate, figures);
                case DISCRIMINATE -> discriminate(collector, batch, edited, random, rate, figures);
                case EDIT -> {
                    discriminate(collector, batch, edited, random, rate, figures);
                    edit(collector, batch, targets, same(manager, own, wanted), edited, random, rate, figures);
                }
            }
        }
        return figures;
    }

    private void reconstruct(
            GradientCollector collector, NDArray image, NDArray edited, float rate, Map<String, Float> figures) {
        NDArray same = Distances.meanAbsolute(edited, image);
        collector.backward(same);
        generator.step(RECONSTRUCTION_RATE * rate);
        mean.step();
        figures.put("same", same.getFloat());
    }

    private void discriminate(
            GradientCollector collector,
            LabelledFaces.Batch batch,
            NDArray edited,
            SplittableRandom random,
            float rate,
            Map<String, Float> figures) {
        var real = discriminator.judge(augmentation.apply(batch.image(), random));
        var fake = discriminator.judge(augmentation.apply(edited.stopGradient(), random));
        NDArray loss = Classification.binaryCrossEntropy(real.logits(), batch.labels());
        figures.put("realClasses", loss.getFloat());
        int scales = real.sources().size();
        float realSum = 0;
        float fakeSum = 0;
        for (int i = 0; i < scales; i++) {
            NDArray onReal = real.sources().get(i);
            NDArray onFake = fake.sources().get(i);
            loss = loss.add(onReal.neg().add(1).maximum(Scalar.of(0)).mean().div(Scalar.of(scales)))
                    .add(onFake.add(1).maximum(Scalar.of(0)).mean().div(Scalar.of(scales)));
            realSum += onReal.mean().getFloat() / scales;
            fakeSum += onFake.mean().getFloat() / scales;
        }
        collector.backward(loss);
        discriminator.step(DISCRIMINATOR_RATE * rate, scales);
        figures.put("real", realSum);
        figures.put("fake", fakeSum);
    }

    private void edit(
            GradientCollector collector,
            LabelledFaces.Batch batch,
            NDArray targets,
            NDArray same,
            NDArray edited,
            SplittableRandom random,
            float rate,
            Map<String, Float> figures) {
        NDArray seen = augmentation.apply(edited, random);
        var opinion = discriminator.judge(seen);
        NDArray source = opinion.sources().get(0).mean();
        for (int i = 1; i < opinion.sources().size(); i++) {
            source = source.add(opinion.sources().get(i).mean());
        }
        source = source.div(Scalar.of(opinion.sources().size()));
        NDArray classes = Classification.binaryCrossEntropy(opinion.logits(), targets);
        NDArray small = seen.getShape().get(2) == AttributeClassifier.SIDE ? seen : EditorDiscriminator.halved(seen);
        NDArray guidance =
                Classification.binaryCrossEntropy(guide.differentiate(small).head(), targets);
        NDArray back = generator.forward(edited, batch.labels()).head();
        NDArray cycle = Distances.meanAbsolute(back, batch.image());
        NDArray unchanged = edited.sub(batch.image()).abs().mul(same).mean();
        NDArray loss = source.neg()
                .add(classes.mul(Scalar.of(CLASSES)))
                .add(guidance.mul(Scalar.of(GUIDANCE)))
                .add(cycle.mul(Scalar.of(CYCLE)))
                .add(unchanged.mul(Scalar.of(SAME)));
        collector.backward(loss);
        generator.step(GENERATOR_RATE * rate);
        mean.step();
        discriminator.clearGradients();
        figures.put("same", unchanged.getFloat());
        figures.put("cycle", cycle.getFloat());
        figures.put("source", source.getFloat());
        figures.put("classes", classes.getFloat());
        figures.put("guidance", guidance.getFloat());
    }

    /** Per face the inverse of the share of faces that are asked for their own labels, so that a mean is over those; else 0. */
    private static NDArray same(NDManager manager, float[] own, float[] wanted) {
        int k = FaceAttributes.NAMES.size();
        int n = own.length / k;
        float[] same = new float[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            boolean equal = Arrays.equals(own, i * k, (i + 1) * k, wanted, i * k, (i + 1) * k);
            same[i] = equal ? 1 : 0;
            count += equal ? 1 : 0;
        }
        for (int i = 0; i < n && count > 0; i++) {
            same[i] *= (float) n / count;
        }
        return Upload.floats(manager, same, new Shape(n, 1, 1, 1));
    }

    @Override
    public Pixels sample() throws IOException {
        return samples.draw(weights());
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        States.put(state, GENERATOR, generator.checkpoint());
        States.put(state, MEAN, mean.checkpoint());
        discriminator.save(state);
        return state;
    }

    /** The trained weights: the running mean. */
    Map<String, Tensor> weights() {
        return mean.weights();
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
        augmentation.close();
    }
}
