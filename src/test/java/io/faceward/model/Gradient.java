package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.faceward.network.TorchModule;
import java.util.List;
import org.assertj.core.data.Percentage;

/** A network's answer y for some inputs, and the derivative of ½·Σy² by the first of them, the picture. */
record Gradient(TorchModule module, List<NDArray> inputs, NDArray answer, NDArray toPicture) {

    static Gradient of(TorchModule module, NDArray... inputs) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            inputs[0].setRequiresGradient(true);
            NDArray answer = module.differentiate(inputs).head();
            collector.backward(answer.square().sum().mul(0.5));
            return new Gradient(module, List.of(inputs), answer, inputs[0].getGradient());
        }
    }

    /** Walks a little along the gradient and compares how much ½·Σy² grows. */
    void agreesWithFiniteDifferences() {
        double step = 1e-3;
        float length = toPicture.norm().getFloat();
        NDArray direction = toPicture.div(length);
        double slope = (halfSquare(direction.mul(step)) - halfSquare(direction.mul(-step))) / (2 * step);
        assertThat(slope).isCloseTo(length, Percentage.withPercentage(2));
    }

    private double halfSquare(NDArray change) {
        NDArray[] moved = inputs.toArray(NDArray[]::new);
        moved[0] = inputs.get(0).duplicate().add(change);
        double sum = 0;
        for (float value : module.forward(moved).head().toFloatArray()) {
            sum += 0.5 * value * value;
        }
        return sum;
    }
}
