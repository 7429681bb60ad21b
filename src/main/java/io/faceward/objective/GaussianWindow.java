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
        Shape one = new Shape(1, 1);
        return Conv2d.conv2d(x, on(x.getManager()), null, one, new Shape(padding, padding), one, 3)
                .head();
    }

    private NDArray on(NDManager manager) {
        float[] line = new float[side];
        float sum = 0;
        for (int i = 0; i < side; i++) {
            double distance = i - side / 2;
            line[i] = (float) Math.exp(-distance * distance / (2 * sigma * sigma));
            sum += line[i];
        }
        float[] window = new float[3 * side * side];
        for (int i = 0; i < window.length; i++) {
            window[i] = line[i % side] * line[i / side % side] / (sum * sum);
        }
        return manager.create(window, new Shape(3, 1, side, side));
    }
}
