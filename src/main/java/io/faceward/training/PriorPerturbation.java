package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prior perturbation δp of ID-Guard, the generator's second input, which is trained with it (Qu et al., arXiv 2409.13349,
 * equation 12). It belongs to the manager that it was made on; for one thread.
 */
final class PriorPerturbation {

    private static final String VALUE = "value";

    private final NDArray value;
    private final @Nullable Adam adam;

    /**
     * @param start {@code [1,3,144,144]}
     * @param resumed what {@link #checkpoint} answered, or nothing
     * @param trained whether it may change
     */
    PriorPerturbation(Tensor start, Map<String, Tensor> resumed, boolean trained, NDManager owner) {
        value = resumed.getOrDefault(VALUE, start).on(owner);
        if (trained) {
            value.setRequiresGradient(true);
            adam = new Adam(Map.of(VALUE, value), owner, 0.5f, 0.999f, Adam.EPSILON);
            if (Adam.in(resumed)) {
                adam.restore(resumed);
            }
        } else {
            adam = null;
        }
    }

    /** As it is used everywhere, within ±ε; differentiable in what is trained. */
    NDArray clamped() {
        return value.clip(-IdGuardGenerator.EPSILON, IdGuardGenerator.EPSILON);
    }

    boolean trained() {
        return adam != null;
    }

    void step(float rate) {
        if (adam != null) {
            adam.step(rate);
        }
    }

    Tensor tensor() {
        return Tensor.of(value);
    }

    Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(VALUE, tensor());
        if (adam != null) {
            adam.save(state);
        }
        return state;
    }
}
