package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Gradient;
import io.faceward.objective.Scalar;
import io.faceward.protect.iterative.WhiteBox;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Teaches ID-Guard's generator G and its prior δp against several manipulators at once (Qu et al., arXiv 2409.13349): min
 * Σₖ λₖ (Jₖ(x + G(x, δp)) + Jₖ(x + δp)) with the {@link DestructionLoss} J of each and weights λ by a {@link
 * WeightStrategy}, while what people see stays at a bound. Adam (0.5, 0.999).
 *
 * <p>Every manipulator's gradient is taken with respect to δ, and only their weighted sum goes back through G, once: ∇_θ
 * Σ λₖ Jₖ = (∂δ/∂θ)ᵀ Σ λₖ ∇_δ Jₖ. The weights of S-I, too, are those of the gradients at δ: the bound of MGDA-UB (Sener and
 * Koltun, NeurIPS 2018, theorem 1), whose minimum is a Pareto-stationary point as long as ∂δ/∂θ has full rank.
 */
final class IdGuardLesson implements Lesson {

    private static final float PRIOR_PACE = 5;
    private static final float EPSILON = IdGuardGenerator.EPSILON;
    private static final float OVERSHOOT = 2f;

    /** δp alone is put before the manipulators in every so many-th step: it has far less to learn than G. */
    private static final int PRIOR_EVERY = 4;

    private static final float FIRST_MULTIPLIER = 0.3f;

    private static final String VISIBILITY = "visibility.multiplier";
    private static final String SQUARE = "square.multiplier";
    private static final String PRIOR = "prior.";
    private static final String PERFORMANCE = "performance.";

    private final IdGuardOptions options;
    private final Faces faces;
    private final List<WhiteBox> boxes;
    private final TorchModule recogniser;
    private final DestructionLoss destruction;
    private final Trainee generator;
    private final PriorPerturbation prior;
    private final Performance performance;
    private final Bound visible;
    private final Bound square;

    /**
     * The manipulators and the recogniser stay the caller's.
     *
     * @param faces with their {@link IdentityMap}s
     * @param prior δp to begin with
     */
    IdGuardLesson(
            IdGuardOptions options,
            Faces faces,
            List<WhiteBox> boxes,
            TorchModule recogniser,
            Tensor prior,
            Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.faces = faces;
        this.boxes = boxes;
        this.recogniser = recogniser;
        destruction = options.objective().loss();
        generator = Trainee.start(IdGuardGenerator.trained(), options.training(), resumed, 0.5f, 0.999f);
        this.prior =
                new PriorPerturbation(prior, States.below(resumed, PRIOR), options.trainPrior(), generator.manager());
        performance = new Performance(options.bundle(), options.against(), States.below(resumed, PERFORMANCE));
        visible = new Bound(options.visibility(), States.number(resumed, VISIBILITY, FIRST_MULTIPLIER));
        float meanSquare = (float) (4 / Math.pow(10, options.psnr() / 10));
        square = new Bound(meanSquare, States.number(resumed, SQUARE, FIRST_MULTIPLIER));
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        TrainingOptions training = options.training();
        var random = new SplittableRandom(training.seed() * 7_368_787 + step);
        try (NDManager manager = generator.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            List<Portrait> portraits = faces.deal(training.seed(), step, training.batch());
            Batch batch = Faces.batch(manager, portraits);
            NDArray pictures = batch.image();
            NDArray pattern = prior.clamped();
            pattern.attach(manager);
            NDArray raw = generator
                    .forward(pictures, pattern.broadcast(pictures.getShape()))
                    .head();
            NDArray delta = raw.clip(-EPSILON, EPSILON);

            List<Attack> attacks = attacks(portraits, batch, random);
            List<Gradient> gradients = gradients(attacks, delta.stopGradient(), pictures);
            attacks.forEach(attack -> performance.add(attack.id(), attack.reached()));
            double[] weights = weights(attacks, gradients);

            NDArray visibility = Sight.visibility(delta, pictures, EPSILON);
            NDArray meanSquare = delta.square().mean();
            NDArray overshoot = raw.sub(delta).abs().mean().div(Scalar.of(EPSILON));
            Map<String, Float> figures = figures(attacks, gradients, weights);
            figures.put("visibility", visibility.getFloat());
            figures.put("multiplier", visible.multiplier());
            figures.put("psnr", (float) (10 * Math.log10(4 / meanSquare.getFloat())));
            figures.put("overshoot", overshoot.getFloat());
            NDArray loss = delta.mul(sum(gradients, weights))
                    .sum()
                    .add(visible.on(visibility))
                    .add(square.on(meanSquare))
                    .add(overshoot.mul(Scalar.of(OVERSHOOT)));
            if (prior.trained() && step % PRIOR_EVERY == 0) {
                NDArray alone = pattern.stopGradient().broadcast(pictures.getShape());
                NDArray direction = sum(gradients(attacks, alone, pictures), weights);
                loss = loss.add(pattern.mul(direction).sum());
            }
            collector.backward(loss);
            generator.step(options.learningRate() * rate);
            prior.step(PRIOR_PACE * options.learningRate() * rate);
            return figures;
        }
    }

    /** Some of the manipulators, each with one edit. */
    private List<Attack> attacks(List<Portrait> portraits, Batch batch, SplittableRandom random) {
        var maps = IdentityMaps.batch(batch.image().getManager(), portraits);
        var regions = new MaskForm.Regions(maps.mask(), maps.heat(), batch.face());
        Degradation degradation = options.robust() ? Degradation.draw(random) : Degradation.NONE;
        return Subset.drawn(boxes, options.perStep(), random).stream()
                .map(box -> new Attack(
                        box, recogniser, portraits, batch.image(), regions, degradation, options.cutting(), random))
                .toList();
    }

    private List<Gradient> gradients(List<Attack> attacks, NDArray perturbation, NDArray pictures) {
        return attacks.stream()
                .map(attack -> attack.gradient(perturbation, pictures, destruction))
                .toList();
    }

    private double[] weights(List<Attack> attacks, List<Gradient> gradients) {
        int n = attacks.size();
        double[][] products = new double[n][n];
        for (int i = 0; i < n && options.strategy().comparesGradients(); i++) {
            for (int j = i; j < n; j++) {
                products[i][j] = gradients
                        .get(i)
                        .gradient()
                        .mul(gradients.get(j).gradient())
                        .sum()
                        .getFloat();
                products[j][i] = products[i][j];
            }
        }
        List<WeightStrategy.Standing> standings = attacks.stream()
                .map(attack -> new WeightStrategy.Standing(
                        options.priorities().getOrDefault(attack.id(), 1.0), performance.of(attack.id())))
                .toList();
        return options.strategy().weights(standings, products);
    }

    private static NDArray sum(List<Gradient> gradients, double... weights) {
        NDArray sum = gradients.get(0).gradient().mul(weights[0]);
        for (int i = 1; i < weights.length; i++) {
            sum = sum.add(gradients.get(i).gradient().mul(weights[i]));
        }
        return sum;
    }

    /** Those of manipulators that are not in this step are not numbers. */
    private Map<String, Float> figures(List<Attack> attacks, List<Gradient> gradients, double... weights) {
        Map<String, Float> figures = new LinkedHashMap<>();
        figures.put("loss", 0f);
        for (String name : List.of("loss.", "l2.", "weight.")) {
            options.against().forEach(id -> figures.put(name + id, Float.NaN));
        }
        for (int i = 0; i < weights.length; i++) {
            String id = attacks.get(i).id();
            float loss = gradients.get(i).value();
            figures.merge("loss", (float) (weights[i] * loss), Float::sum);
            figures.put("loss." + id, loss);
            figures.put("l2." + id, attacks.get(i).reached());
            figures.put("weight." + id, (float) weights[i]);
        }
        return figures;
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = generator.checkpoint();
        state.put(VISIBILITY, new Tensor(new float[] {visible.multiplier()}));
        state.put(SQUARE, new Tensor(new float[] {square.multiplier()}));
        States.put(state, PRIOR, prior.checkpoint());
        States.put(state, PERFORMANCE, performance.checkpoint());
        return state;
    }

    /** The trained weights together with the prior, as they are served. */
    Map<String, Tensor> weights() {
        Map<String, Tensor> weights = generator.weights();
        weights.put(IdGuardGenerator.PRIOR, prior.tensor());
        return weights;
    }

    @Override
    public void close() {
        generator.close();
    }
}
