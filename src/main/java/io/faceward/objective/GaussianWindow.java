package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A differentiable Gaussian filter on each of three channels: w(i,j) ∝ exp(-(i² + j²) / (2σ²)), its sum 1. Immutable.
 *
 * @param side of the window in pixels, odd
 * @param sigma standard deviation in pixels
 */
public record GaussianWindow(int side, double sigma) {

    /**
     * Filters.
     *
     * @param x {@code [N,3,H,W]}
     * @param padding zeros around the picture, in pixels
     */
    public NDArray filter(NDArray x, int padding) {
        float[] weights = weights();
        NDManager manager = x.getManager();
        NDArray across = manager.create(weights, new Shape(3, 1, 1, side));
        NDArray down = manager.create(weights, new Shape(3, 1, side, 1));
        return convolved(convolved(x, across, new Shape(0, padding)), down, new Shape(padding, 0));
    }

    private static NDArray convolved(NDArray x, NDArray window, Shape padding) {
        Shape one = new Shape(1, 1);
        return Conv2d.conv2d(x, window, null, one, padding, one, 3).head();
    }

    /** One line of the window, which is the product of two, for each of the channels. */
    private float[] weights() {
        float[] line = new float[side];
        float sum = 0;
        for (int i = 0; i < side; i++) {
            double distance = i - side / 2;
            line[i] = (float) Math.exp(-distance * distance / (2 * sigma * sigma));
            sum += line[i];
        }
        float[] lines = new float[3 * side];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line[i % side] / sum;
        }
        return lines;
    }
}
