package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.faceward.image.Pixels;
import io.faceward.model.DadfiGenerator;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.objective.Scalar;
import io.faceward.objective.SimultaneousPerturbation;
import io.faceward.objective.Visibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Teaches DADFI's generator G (Yang et al., PeerJ Computer Science 10:e2356) against the recognisers Idex, of photos, and
 * Idey, of edits, and against n manipulators M_i.
 *
 * <p>loss = −log Idex(x') − log Idey(M_i(x')) + 0.5 H − w log |M_i(x') − M_i(x)|² + λ V(x' − x), means over faces and i,
 * with x' = x + clip(G(x), ±0.05) and H = max(0, max|G(x)| / lim − 1), which reads G before it is clipped and so is
 * the paper's dynamic strength. Idex takes x for real and x' for fake, Idey the edits of {@link TeacherEdits} for real and
 * M_i(x') for fake. What the M_i of {@code against} see of both is what a {@link Degradation} leaves, at least rounded to eight
 * bits. Adam (0.9, 0.99, 1e-6) at 1e-3 for Idex and Idey, at half of that for G but for its last layer, which at
 * AdvGAN's 1e-3 answered ten times its bound after ten steps and takes steps a twentieth as large; a universal perturbation
 * takes them twice as large.
 *
 * <p>The terms with w and λ are ours. λ is the multiplier of a bound on {@link Visibility} V: the paper tells no weight that
 * keeps x' alike. Held by SSIM, which hardly counts tints, G stayed with tints of the whole bound: after 190 steps against the
 * bundled StarGAN alone, edits changed by 0.0025, while PGD reaches 0.15.
 */
final class DadfiLesson implements Lesson {

    /** Bound of what is emitted, in units of [-1,1]. */
    static final float EPSILON = 0.05f;

    /** lim: the six whole grey levels of 255 that a photo keeps of it. */
    private static final float LIMIT = 6 / 127.5f;

    private static final float RATE = 5e-4f;
    private static final float RECOGNISER_RATE = 1e-3f;

    /** Steps of 0.001, where the bound is 0.05. */
    private static final float UNIVERSAL_PACE = 2;

    private static final float LAST_PACE = 0.05f;

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.99f;
    private static final float ADAM_EPSILON = 1e-6f;
    private static final int RECOGNISER_WIDTH = 8;
    private static final float HINGE = 0.5f;

    /** Part of the gradient that passes where G is clipped; without any, a saturated pixel would never come back. */
    private static final float LEAK = 0.1f;

    private static final float QUERY_RADIUS = 0.02f;
    private static final int QUERY_BLOCK = 8;

    static final String GENERATOR = "generator.";
    private static final String MULTIPLIER = "visibility.multiplier";
    private static final float FIRST_MULTIPLIER = 0.3f;
    private static final String QUERIES = "queries";

    private final DadfiOptions options;
    private final Faces faces;
    private final Opponents opponents;
    private final TeacherEdits teachers;
    private final DadfiSamples samples;
    private final Trainee generator;
    private final DadfiRecogniser idex;
    private final DadfiRecogniser idey;
    private final SimultaneousPerturbation asking;
    private final Bound visible;
    private long queries;

    /**
     * The opponents stay the caller's.
     *
     * @param resumed a checkpoint of this run, or the generator to start from
     */
    DadfiLesson(
            DadfiOptions options,
            Faces faces,
            Opponents opponents,
            TeacherEdits teachers,
            DadfiSamples samples,
            Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.faces = faces;
        this.opponents = opponents;
        this.teachers = teachers;
        this.samples = samples;
        TrainingOptions training = options.training();
        generator = trainee(options.generator(), training, States.below(resumed, GENERATOR));
        generator.pace(DadfiGenerator.LAST, LAST_PACE);
        if (options.universal()) {
            generator.pace(DadfiGenerator.UNIVERSAL, UNIVERSAL_PACE);
        }
        idex = new DadfiRecogniser(
                trainee(DadfiGenerator.recogniser(RECOGNISER_WIDTH), training, States.below(resumed, "idex.")));
        idey = new DadfiRecogniser(
                trainee(DadfiGenerator.recogniser(RECOGNISER_WIDTH), training, States.below(resumed, "idey.")));
        asking = new SimultaneousPerturbation(options.queries() / 2, QUERY_RADIUS, QUERY_BLOCK);
        visible = new Bound(options.visibility(), States.number(resumed, MULTIPLIER, FIRST_MULTIPLIER));
        queries = (long) States.number(resumed, QUERIES, 0);
    }

    private static Trainee trainee(Graph graph, TrainingOptions training, Map<String, Tensor> resumed)
            throws IOException {
        return Trainee.start(graph, training, resumed, BETA1, BETA2, ADAM_EPSILON);
    }

    /** What one opponent made of the faces of a step. */
    private record Encounter(Opponent opponent, NDArray clean, NDArray disturbed) {

        NDArray change() {
            return Opponent.logChange(disturbed, clean).mean();
        }
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        TrainingOptions training = options.training();
        var random = new SplittableRandom(training.seed() * 1_000_003 + step);
        Map<String, Float> figures = new LinkedHashMap<>();
        try (NDManager manager = generator.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            List<Portrait> portraits = faces.deal(training.seed(), step, training.batch());
            NDArray image = Faces.batch(manager, portraits).image();
            NDArray places = Opponent.places(manager, portraits, options.cutting(), random);
            NDArray raw = generator.forward(image).head();
            NDArray delta = emitted(raw);
            NDArray shown = image.add(delta).clip(-1, 1);
            List<Encounter> encounters = new ArrayList<>();
            if (options.finetuning()) {
                Degradation way = options.robust() ? Degradation.draw(random) : Degradation.NONE;
                NDArray sent = way.apply(image);
                NDArray received = way.apply(shown);
                opponents.open().forEach(one -> figures.put(one.id(), Float.NaN));
                Subset.drawn(opponents.open(), options.perStep(), random)
                        .forEach(one -> encounters.add(encounter(one, sent, received, places, random)));
            }

            figures.put("idexError", idex.learn(collector, List.of(image), List.of(shown), RECOGNISER_RATE * rate));
            NDArray unseen = idex.doubt(List.of(shown));
            NDArray hinge = raw.abs()
                    .reshape(image.getShape().get(0), -1)
                    .max(new int[] {1})
                    .div(Scalar.of(LIMIT))
                    .sub(1)
                    .maximum(Scalar.of(0))
                    .mean();
            NDArray visibility = Sight.visibility(delta, image, EPSILON);
            NDArray loss = unseen.add(hinge.mul(Scalar.of(HINGE))).add(visible.on(visibility));
            if (!encounters.isEmpty()) {
                loss = loss.add(persuaded(collector, encounters, random, rate, figures));
            }
            @Nullable Opponent blackBox = opponents.blackBox();
            if (options.finetuning() && blackBox != null) {
                loss = loss.add(asked(blackBox, image, shown, places, random, figures));
            }
            collector.backward(loss);
            generator.step(RATE * rate);
            idex.clearGradients();
            idey.clearGradients();
            figures.put("idex", unseen.getFloat());
            figures.put("hinge", hinge.getFloat());
            figures.put("visibility", visibility.getFloat());
            figures.put("multiplier", visible.multiplier());
            figures.put(
                    "psnr", (float) (10 * Math.log10(4 / delta.square().mean().getFloat())));
            return figures;
        }
    }

    private static Encounter encounter(
            Opponent opponent, NDArray image, NDArray shown, NDArray places, SplittableRandom random) {
        NDArray conditions = opponent.conditions(
                image.getManager(), random, (int) image.getShape().get(0));
        return new Encounter(
                opponent, opponent.edit(image, places, conditions), opponent.edit(shown, places, conditions));
    }

    /** What Idey and the change of the edits themselves say. */
    private NDArray persuaded(
            GradientCollector collector,
            List<Encounter> encounters,
            SplittableRandom random,
            float rate,
            Map<String, Float> figures) {
        List<NDArray> disturbed = encounters.stream().map(Encounter::disturbed).toList();
        List<NDArray> broken = encounters.stream()
                .map(one ->
                        teachers.draw(one.clean().getManager(), one.opponent().id(), random, (int)
                                one.clean().getShape().get(0)))
                .toList();
        figures.put("ideyError", idey.learn(collector, broken, disturbed, RECOGNISER_RATE * rate));
        NDArray convinced = idey.doubt(disturbed);
        figures.put("idey", convinced.getFloat());
        NDArray loss = convinced;
        for (Encounter encounter : encounters) {
            NDArray change = encounter.change();
            figures.put(encounter.opponent().id(), (float) Math.exp(change.getFloat()));
            loss = loss.sub(change.mul(Scalar.of(options.disruption() / encounters.size())));
        }
        return loss;
    }

    /** A term whose gradient is what queries tell about the black box. */
    private NDArray asked(
            Opponent opponent,
            NDArray image,
            NDArray shown,
            NDArray places,
            SplittableRandom random,
            Map<String, Float> figures) {
        NDArray conditions = opponent.conditions(
                image.getManager(), random, (int) image.getShape().get(0));
        NDArray clean = opponent.edit(image, places, conditions);
        var estimate = asking.at(
                shown.stopGradient(),
                random,
                pictures -> Opponent.logChange(opponent.edit(pictures, places, conditions), clean));
        queries += image.getShape().get(0) * (asking.queries() + 1);
        figures.put(opponent.id(), (float) Math.exp(estimate.values().mean().getFloat()));
        figures.put(QUERIES, (float) queries);
        return shown.mul(estimate.gradients())
                .sum()
                .mul(Scalar.of(-options.disruption() / image.getShape().get(0)));
    }

    /** What is added to the photo. */
    private static NDArray emitted(NDArray raw) {
        NDArray clipped = raw.clip(-EPSILON, EPSILON);
        NDArray beyond = raw.sub(clipped).mul(Scalar.of(LEAK));
        return clipped.add(beyond).sub(beyond.stopGradient());
    }

    @Override
    public Pixels sample() throws IOException {
        return samples.draw(weights());
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        States.put(state, GENERATOR, generator.checkpoint());
        States.put(state, "idex.", idex.checkpoint());
        States.put(state, "idey.", idey.checkpoint());
        state.put(MULTIPLIER, new Tensor(new float[] {visible.multiplier()}));
        state.put(QUERIES, new Tensor(new float[] {queries}));
        return state;
    }

    /** The trained weights. */
    Map<String, Tensor> weights() {
        return generator.weights();
    }

    /** Edits that the black box was asked for, over all resumptions. */
    long queries() {
        return queries;
    }

    @Override
    public void close() {
        generator.close();
        idex.close();
        idey.close();
    }
}
