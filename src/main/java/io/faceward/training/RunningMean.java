package io.faceward.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exponential mean of a network's weights over its steps, which makes a calmer network than the last step: m ← d·m +
 * (1 − d)·w with d = min(0.998, (t + 1) / (t + 10)). Its arrays belong to the manager that it was made with.
 */
final class RunningMean {

    private static final double DECAY = 0.998;
    private static final String STEPS = "steps";

    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private long steps;

    /**
     * @param weights live arrays
     * @param resumed what {@link #checkpoint} left, or nothing
     */
    RunningMean(Map<String, NDArray> weights, NDManager owner, Map<String, Tensor> resumed) {
        this.weights = weights;
        weights.forEach((name, weight) -> {
            Tensor kept = resumed.get(name);
            means.put(name, (kept == null ? Tensor.of(weight) : kept).on(owner));
        });
        Tensor kept = resumed.get(STEPS);
        steps = kept == null ? 0 : (long) kept.data()[0];
    }

    void step() {
        float decay = (float) Math.min(DECAY, (steps + 1.0) / (steps + 10));
        steps++;
        means.forEach((name, mean) -> {
            try (NDManager manager = mean.getManager().newSubManager()) {
                mean.tempAttach(manager);
                // Detached, or the mean would remember every step for a gradient.
                NDArray weight = requireNonNull(weights.get(name)).stopGradient();
                weight.attach(manager);
                mean.muli(decay).addi(weight.mul(1 - decay));
            }
        });
    }

    Map<String, Tensor> weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        means.forEach((name, mean) -> tensors.put(name, Tensor.of(mean)));
        return tensors;
    }

    Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = weights();
        state.put(STEPS, new Tensor(new float[] {steps}));
        return state;
    }
}
