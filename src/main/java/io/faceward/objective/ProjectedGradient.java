package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/**
 * Projected gradient ascent under a bound on every value (Madry et al., ICLR 2018; as a defence Ruiz et al.,
 * "Disrupting deepfakes", arXiv 2003.01279): {@code x' <- clip(x + clip(x' + step sign(grad f(x')) - x, ±epsilon), ±1)}.
 * Immutable and safe for concurrent use.
 *
 * @param epsilon bound of the change, in units of [-1,1]
 * @param step length of a step, in the same units
 * @param steps how many
 */
public record ProjectedGradient(float epsilon, float step, int steps) {

    /** As the papers of the field measure: 0.05 in steps of 0.01. */
    public static ProjectedGradient of(int steps) {
        return new ProjectedGradient(0.05f, 0.01f, steps);
    }

    /**
     * Where the ascent ends, and the best value on the way.
     *
     * @param picture after the last step, within the bound; it belongs to the manager of the start
     * @param highest value of the function before any of the steps
     */
    public record Ascent(NDArray picture, float highest) {}

    /**
     * Goes up.
     *
     * @param x the picture, in [-1,1]
     * @param start where to begin; not x itself where the function has its minimum there, since its gradient is zero
     * @param function to a scalar, by operations that record gradients
     */
    public Ascent ascend(NDArray x, NDArray start, UnaryOperator<NDArray> function) {
        NDManager owner = start.getManager();
        float highest = Float.NEGATIVE_INFINITY;
        NDArray at = start;
        for (int i = 0; i < steps; i++) {
            try (NDManager scratch = owner.newSubManager()) {
                NDArray here = at.duplicate();
                here.attach(scratch);
                Gradient gradient = Gradient.of(here, function);
                highest = Math.max(highest, gradient.value());
                NDArray moved = here.add(gradient.gradient().sign().mul(step));
                NDArray next = moved.sub(x).clip(-epsilon, epsilon).add(x).clip(-1, 1);
                next.attach(owner);
                if (at != start) {
                    at.close();
                }
                at = next;
            }
        }
        return new Ascent(at, highest);
    }
}
