package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.UnaryOperator;

/**
 * A differentiable function of a picture at one point. Safe for concurrent use: unlike DJL's gradient collector, of which
 * a process has one, every thread goes back through its own operations.
 *
 * @param value of the function
 * @param gradient with respect to the picture, of its shape; it belongs to the manager of the point
 */
public record Gradient(float value, NDArray gradient) {

    /**
     * The value and the gradient.
     *
     * @param at the picture; it stays as it is
     * @param function to a scalar, by operations that record gradients
     */
    public static Gradient of(NDArray at, UnaryOperator<NDArray> function) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try (NDManager step = at.getManager().newSubManager()) {
            NDArray x = at.duplicate();
            x.attach(step);
            x.setRequiresGradient(true);
            PtNDArray y = (PtNDArray) function.apply(x);
            PtNDArray one = (PtNDArray) step.ones(y.getShape());
            JniUtils.backward(y, one, false, false);
            NDArray gradient = x.getGradient();
            gradient.attach(at.getManager());
            return new Gradient(y.getFloat(), gradient);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }
}
