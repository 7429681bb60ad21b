package io.faceward.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Adam optimiser (Kingma and Ba 2015), with its moments in the open so that a checkpoint resumes exactly. One
 * instance for one network, used by one thread.
 */
final class Adam {

    private static final float EPSILON = 1e-8f;

    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, NDArray> variances = new LinkedHashMap<>();
    private final float beta1;
    private final float beta2;
    private long steps;

    Adam(Map<String, NDArray> weights, NDManager owner, float beta1, float beta2) {
        this.weights = weights;
        this.beta1 = beta1;
        this.beta2 = beta2;
        weights.forEach((name, weight) -> {
            means.put(name, owner.zeros(weight.getShape()));
            variances.put(name, owner.zeros(weight.getShape()));
        });
    }

    /** Moves every weight against its gradient and clears the gradient. */
    void step(float rate) {
        steps++;
        double correction = Math.sqrt(1 - Math.pow(beta2, steps)) / (1 - Math.pow(beta1, steps));
        weights.forEach((name, weight) -> {
            NDArray mean = means.get(name);
            NDArray variance = variances.get(name);
            try (NDArray gradient = weight.getGradient()) {
                weight.getNDArrayInternal()
                        .adamUpdate(
                                new NDList(weight, gradient, mean, variance),
                                new NDList(weight),
                                rate,
                                (float) (rate * correction),
                                0,
                                1,
                                -1,
                                beta1,
                                beta2,
                                EPSILON,
                                false,
                                false);
                gradient.subi(gradient);
            }
        });
    }

    /** The moments under {@code adam.mean.}, {@code adam.variance.} and the number of steps. */
    void save(Map<String, Tensor> into) {
        means.forEach((name, array) -> into.put("adam.mean." + name, Tensor.of(array)));
        variances.forEach((name, array) -> into.put("adam.variance." + name, Tensor.of(array)));
        into.put("adam.steps", new Tensor(new float[] {steps}));
    }

    void restore(Map<String, Tensor> from) {
        means.forEach((name, array) ->
                array.set(requireNonNull(from.get("adam.mean." + name)).data()));
        variances.forEach((name, array) ->
                array.set(requireNonNull(from.get("adam.variance." + name)).data()));
        steps = (long) requireNonNull(from.get("adam.steps")).data()[0];
    }
}
