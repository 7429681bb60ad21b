package io.faceward.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Adam optimiser (Kingma and Ba 2015), with its moments in the open so that a checkpoint resumes exactly. One
 * instance for one network, used by one thread.
 *
 * <p>A gradient whose norm exceeds twice its running mean is shortened to that: with small batches one odd batch was
 * seen to undo hundreds of steps. A step whose gradient is not finite is left out.
 */
final class Adam {

    private static final Logger LOG = LoggerFactory.getLogger(Adam.class);

    /** Keeps the quotient finite where a gradient vanishes. */
    static final float EPSILON = 1e-8f;

    private static final float CLIP = 2;
    private static final float NORM_DECAY = 0.98f;
    private static final String STEPS = "adam.steps";

    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, NDArray> variances = new LinkedHashMap<>();
    private final Map<String, Float> paces = new HashMap<>();
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private long steps;

    /** 0 before the first step. */
    private float meanNorm;

    Adam(Map<String, NDArray> weights, NDManager owner, float beta1, float beta2, float epsilon) {
        this.weights = weights;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        weights.forEach((name, weight) -> {
            means.put(name, owner.zeros(weight.getShape()));
            variances.put(name, owner.zeros(weight.getShape()));
        });
    }

    /** Makes the steps of one weight so many times as large as those of the others. */
    void pace(String name, float factor) {
        paces.put(name, factor);
    }

    /** Moves every weight against its gradient and clears the gradient. */
    void step(float rate) {
        float norm = norm();
        if (!Float.isFinite(norm)) {
            LOG.warn("A gradient is not finite: no step is taken after {}", steps);
            clear();
            return;
        }
        steps++;
        float scale = scale(norm);
        double correction = Math.sqrt(1 - Math.pow(beta2, steps)) / (1 - Math.pow(beta1, steps));
        weights.forEach((name, weight) -> {
            NDArray mean = means.get(name);
            NDArray variance = variances.get(name);
            float own = rate * paces.getOrDefault(name, 1f);
            try (NDManager manager = weight.getManager().newSubManager()) {
                NDArray gradient = gradient(weight, manager);
                weight.getNDArrayInternal()
                        .adamUpdate(
                                new NDList(weight, gradient, mean, variance),
                                new NDList(weight),
                                own,
                                (float) (own * correction),
                                0,
                                scale,
                                -1,
                                beta1,
                                beta2,
                                epsilon,
                                false,
                                false);
                zero(gradient);
            }
        });
    }

    /** Clears the gradients without a step. */
    void clear() {
        weights.values().forEach(weight -> {
            try (NDManager manager = weight.getManager().newSubManager()) {
                zero(gradient(weight, manager));
            }
        });
    }

    /** Whatever is computed with it is the manager's; else it would be the network's, to its end. */
    private static NDArray gradient(NDArray weight, NDManager manager) {
        NDArray gradient = weight.getGradient();
        gradient.attach(manager);
        return gradient;
    }

    /** By a value, not by a difference, which leaves a NaN one. */
    private static void zero(NDArray gradient) {
        gradient.set(new NDIndex("..."), 0);
    }

    /** What to multiply the gradient by so that it is not much longer than usual. */
    private float scale(float norm) {
        if (meanNorm == 0) {
            meanNorm = norm;
        }
        float allowed = Math.min(norm, CLIP * meanNorm);
        meanNorm = NORM_DECAY * meanNorm + (1 - NORM_DECAY) * allowed;
        return norm > 0 ? allowed / norm : 1;
    }

    private float norm() {
        try (NDManager manager = weights.values().iterator().next().getManager().newSubManager()) {
            NDArray sum = manager.zeros(new Shape());
            for (NDArray weight : weights.values()) {
                sum = sum.add(gradient(weight, manager).square().sum());
            }
            return (float) Math.sqrt(sum.getFloat());
        }
    }

    /** The moments under {@code adam.mean.}, {@code adam.variance.}, the number of steps and the gradient's usual norm. */
    void save(Map<String, Tensor> into) {
        means.forEach((name, array) -> into.put("adam.mean." + name, Tensor.of(array)));
        variances.forEach((name, array) -> into.put("adam.variance." + name, Tensor.of(array)));
        into.put(STEPS, new Tensor(new float[] {steps}));
        into.put("adam.norm", new Tensor(new float[] {meanNorm}));
    }

    /** Whether a checkpoint holds an optimiser's state. */
    static boolean in(Map<String, Tensor> checkpoint) {
        return checkpoint.containsKey(STEPS);
    }

    void restore(Map<String, Tensor> from) {
        means.forEach((name, array) ->
                array.set(requireNonNull(from.get("adam.mean." + name)).data()));
        variances.forEach((name, array) ->
                array.set(requireNonNull(from.get("adam.variance." + name)).data()));
        steps = (long) requireNonNull(from.get(STEPS)).data()[0];
        meanNorm = requireNonNull(from.get("adam.norm")).data()[0];
    }
}
