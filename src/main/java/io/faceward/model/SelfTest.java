package io.faceward.model;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;

/**
 * Runs a model before anybody depends on it. Only one at a time may ask for gradients.
 *
 * @param height of the pictures, {@code [3,height,width]} in [-1,1]
 * @param answersPictures of the same size; otherwise vectors
 * @param condition of a manipulator; empty for others
 */
record SelfTest(TorchModule module, int height, int width, boolean answersPictures, Tensor condition) {

    private static final float LEAST_DIFFERENCE = 1e-4f;

    /**
     * Gives the model two pictures.
     *
     * @throws MalformedWeightsException if an answer is of the wrong shape, not finite or constant, or both are the same
     */
    void run() throws MalformedWeightsException {
        try (NDManager step = module.manager().newSubManager()) {
            NDArray first = module.forward(inputs(step, 0)).head();
            NDArray second = module.forward(inputs(step, 1)).head();
            Shape expected = answersPictures ? new Shape(1, 3, height, width) : new Shape(1, first.size());
            if (!first.getShape().equals(expected)) {
                throw new MalformedWeightsException("a picture of %dx%d gives %s instead of %s"
                        .formatted(height, width, first.getShape(), expected));
            }
            if (!finite(first) || !finite(second)) {
                throw new MalformedWeightsException("the answer has values that are not finite");
            }
            if (spread(first) < LEAST_DIFFERENCE || spread(first.sub(second)) < LEAST_DIFFERENCE) {
                throw new MalformedWeightsException("the answer is constant");
            }
        } catch (EngineException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new MalformedWeightsException("the model cannot be run: " + firstLine(e));
        }
    }

    /** Whether a gradient comes back to the picture that is finite and not zero everywhere. */
    boolean passesGradient() {
        try (NDManager step = module.manager().newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray[] inputs = inputs(step, 0);
            NDArray other = module.forward(inputs(step, 1)).head().duplicate();
            inputs[0].setRequiresGradient(true);
            // Not the answer's own square, which is constant for vectors of unit length.
            collector.backward(module.differentiate(inputs).head().mul(other).sum());
            NDArray gradient = inputs[0].getGradient();
            return finite(gradient) && spread(gradient) > 0;
        } catch (EngineException | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    private NDArray[] inputs(NDManager step, int picture) {
        NDArray image = picture(picture).on(step).expandDims(0);
        return condition.data().length == 0
                ? new NDArray[] {image}
                : new NDArray[] {image, condition.on(step).expandDims(0)};
    }

    /** Soft stripes of another direction in each colour. */
    private Tensor picture(int number) {
        float[] data = new float[3 * height * width];
        for (int i = 0; i < data.length; i++) {
            int colour = i / (height * width);
            double row = (double) (i / width % height) / height;
            double column = (double) (i % width) / width;
            data[i] = (float) (0.8 * Math.sin(number + (7 + colour) * row + (5 - 4 * colour) * column));
        }
        return new Tensor(data, 3, height, width);
    }

    private static boolean finite(NDArray values) {
        for (float value : values.toFloatArray()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static float spread(NDArray values) {
        return values.max().getFloat() - values.min().getFloat();
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
