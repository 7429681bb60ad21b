package io.faceward.training;

import ai.djl.ndarray.NDArray;
import io.faceward.objective.Scalar;

/**
 * Holds a quantity at a bound by dual ascent: its multiplier grows while the bound is exceeded and shrinks while there is
 * room, multiplicatively so that it stays positive. For one thread.
 */
final class Bound {

    private static final float RATE = 0.01f;

    private final float limit;
    private float multiplier;

    /** @param multiplier to begin with, above 0 */
    Bound(float limit, float multiplier) {
        this.limit = limit;
        this.multiplier = multiplier;
    }

    /**
     * What is added to the loss, and then a step of ascent.
     *
     * @param quantity a scalar
     */
    NDArray on(NDArray quantity) {
        NDArray penalty = quantity.mul(Scalar.of(multiplier / limit, quantity));
        float excess = Math.min(1, quantity.getFloat() / limit - 1);
        if (Float.isFinite(excess)) {
            multiplier *= (float) Math.exp(RATE * excess);
        }
        return penalty;
    }

    float multiplier() {
        return multiplier;
    }
}
