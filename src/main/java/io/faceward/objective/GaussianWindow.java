package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A differentiable Gaussian filter on each channel: w(i,j) ∝ exp(-(i² + j²) / (2σ²)), its sum 1. Immutable.
 *
 * @param side of the window in pixels, odd
 * @param sigma standard deviation in pixels
 */
public record GaussianWindow(int side, double sigma) {

    /**
     * Filters.
     *
     * @param x {@code [N,C,H,W]}; many channels at once cost little more than three
     * @param padding zeros around the picture, in pixels
     */
    public NDArray filter(NDArray x, int padding) {
        int channels = (int) x.getShape().get(1);
        float[] weights = weights(channels);
        NDManager manager = x.getManager();
        NDArray across = manager.create(weights, new Shape(channels, 1, 1, side));
        NDArray down = manager.create(weights, new Shape(channels, 1, side, 1));
        return convolved(convolved(x, across, new Shape(0, padding)), down, new Shape(padding, 0));
    }

    private static NDArray convolved(NDArray x, NDArray window, Shape padding) {
        Shape one = new Shape(1, 1);
        return Conv2d.conv2d(x, window, null, one, padding, one, (int)
                        window.getShape().get(0))
                .head();
    }

    /** One line of the window, which is the product of two, for each of the channels. */
    private float[] weights(int channels) {
        float[] line = new float[side];
        float sum = 0;
        for (int i = 0; i < side; i++) {
            double distance = i - side / 2;
            line[i] = (float) Math.exp(-distance * distance / (2 * sigma * sigma));
            sum += line[i];
        }
        float[] lines = new float[channels * side];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line[i % side] / sum;
        }
        return lines;
    }
}
