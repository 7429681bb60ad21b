package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import io.faceward.model.FaceAutoencoder;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import io.faceward.objective.Visibility;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Teaches ID-Guard's generator against the surrogate M_s (Qu et al., arXiv 2409.13349, with one manipulator and an oval
 * for the mask): reconstruction, feature and identity change in the face are increased, visibility is held at a bound.
 *
 * <p>loss = −log D(M(x'), M(x)) − 0.5 log D(E(x'), E(x)) + 5 cos(R(M(x')), R(M(x))) + λ visibility, with D the mean square
 * over the face (D(M(x'), M(x)) counts its surroundings a little, too), E the encoder and R the recogniser. Logarithms keep the gradient alive from the first step, where D is
 * tiny, to the last. λ is the multiplier of the constraint visibility ≤ bound: it grows while the bound is exceeded and
 * shrinks while there is room. Adam (0.5, 0.999) at 1e-4.
 */
final class IdGuardLesson implements Lesson {

    private static final float RATE = 1e-4f;
    private static final float EPSILON = IdGuardGenerator.EPSILON;
    private static final float FEATURE = 0.5f;
    private static final float IDENTITY = 5f;
    private static final float OVERSHOOT = 2f;

    /** Weight of a pixel outside of the face, inside it is 1. */
    private static final float SURROUNDINGS = 0.25f;

    private static final float FLOOR = 1e-6f;

    private static final String MULTIPLIER = "visibility.multiplier";
    private static final float FIRST_MULTIPLIER = 0.3f;
    private static final float MULTIPLIER_RATE = 0.01f;

    private final IdGuardOptions options;
    private final Faces faces;
    private final TorchModule surrogate;
    private final TorchModule recogniser;
    private final Tensor prior;
    private final Trainee generator;
    private float multiplier = FIRST_MULTIPLIER;

    /** The teachers and the prior stay the caller's. */
    IdGuardLesson(
            IdGuardOptions options,
            Faces faces,
            TorchModule surrogate,
            TorchModule recogniser,
            Tensor prior,
            Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.faces = faces;
        this.surrogate = surrogate;
        this.recogniser = recogniser;
        this.prior = prior;
        generator = Trainee.start(IdGuardGenerator.trained(), options.training(), resumed, 0.5f, 0.999f);
        Tensor kept = resumed.get(MULTIPLIER);
        if (kept != null) {
            multiplier = kept.data()[0];
        }
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        TrainingOptions training = options.training();
        boolean whole = step >= options.cropSteps();
        int n = whole ? training.batch() : training.batch() * 2;
        try (NDManager manager = generator.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Batch batch = faces.batch(manager, training.seed(), step, n);
            NDArray pattern = prior.on(manager).broadcast(batch.image().getShape());
            NDIndex window = whole ? new NDIndex(":,:,:,:") : window(training.seed() + step);
            NDArray image = batch.image().get(window);
            NDArray face = batch.face().get(window);
            NDArray raw = generator.forward(image, pattern.get(window)).head();
            NDArray delta = raw.clip(-EPSILON, EPSILON);
            var clean = surrogate.forward(image);
            var disrupted = surrogate.differentiate(image.add(delta).clip(-1, 1));

            NDArray picture = Distances.meanSquare(
                    disrupted.get(0), clean.get(0), face.mul(1 - SURROUNDINGS).add(SURROUNDINGS));
            NDArray features = Distances.meanSquare(disrupted.get(1), clean.get(1), coarse(face));
            NDArray visibility = Visibility.of(delta, image, EPSILON);
            NDArray overshoot = raw.sub(delta).abs().mean().div(EPSILON);
            NDArray loss = picture.add(FLOOR)
                    .log()
                    .neg()
                    .sub(features.add(FLOOR).log().mul(FEATURE))
                    .add(visibility.mul(multiplier))
                    .add(overshoot.mul(OVERSHOOT));
            Map<String, Float> figures = new LinkedHashMap<>();
            if (whole) {
                NDArray identity = Distances.cosine(
                        recogniser.differentiate(disrupted.get(0), batch.grid()).head(),
                        recogniser.forward(clean.get(0), batch.grid()).head().duplicate());
                loss = loss.add(identity.mul(IDENTITY));
                figures.put("identity", identity.getFloat());
            } else {
                figures.put("identity", Float.NaN);
            }
            collector.backward(loss);
            generator.step(RATE * rate);
            figures.put("loss", loss.getFloat());
            figures.put("picture", picture.getFloat());
            figures.put("features", features.getFloat());
            figures.put("visibility", visibility.getFloat());
            figures.put("multiplier", multiplier);
            tighten(visibility.getFloat());
            figures.put(
                    "psnr", (float) (10 * Math.log10(4 / delta.square().mean().getFloat())));
            figures.put("overshoot", overshoot.getFloat());
            return figures;
        }
    }

    /** One step of dual ascent, multiplicative so that λ stays positive. */
    private void tighten(float visibility) {
        float excess = Math.min(1, visibility / options.visibility() - 1);
        multiplier *= (float) Math.exp(MULTIPLIER_RATE * excess);
    }

    /** The face at the scale of the encoder's features. */
    private static NDArray coarse(NDArray face) {
        Shape block = new Shape(FaceAutoencoder.STRIDE, FaceAutoencoder.STRIDE);
        return Pool.avgPool2d(face, block, block, new Shape(0, 0), false, true);
    }

    /** A quarter of the picture somewhere in its middle, at a quarter of the cost. */
    private static NDIndex window(long seed) {
        var random = new SplittableRandom(seed);
        int side = Portrait.SIZE / 2;
        int top = 16 * random.nextInt(1, 7);
        int left = 16 * random.nextInt(1, 7);
        return new NDIndex(":,:,%d:%d,%d:%d".formatted(top, top + side, left, left + side));
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = generator.checkpoint();
        state.put(MULTIPLIER, new Tensor(new float[] {multiplier}));
        return state;
    }

    /** The trained weights together with the prior, as they are served. */
    Map<String, Tensor> weights() {
        Map<String, Tensor> weights = generator.weights();
        weights.put("prior", prior);
        return weights;
    }

    @Override
    public void close() {
        generator.close();
    }
}
