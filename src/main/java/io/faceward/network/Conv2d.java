package io.faceward.network;

import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution with a square kernel, stride 1, no padding, one group and a bias, unless said otherwise.
 *
 * <p>Parameters: {@code weight}, {@code [out, in / groups, k, k]} (transposed: {@code [in, out / groups, k, k]}), and
 * {@code bias}, {@code [out]}.
 *
 * @param height kernel rows
 * @param width kernel columns
 */
public record Conv2d(
        int in,
        int out,
        int height,
        int width,
        int stride,
        int padding,
        int outputPadding,
        int groups,
        boolean transposed,
        boolean biased,
        Init init)
        implements Layer {

    static Conv2d of(int in, int out, int height, int width, boolean transposed) {
        return new Conv2d(in, out, height, width, 1, 0, 0, 1, transposed, true, Init.KAIMING_UNIFORM);
    }

    public Conv2d stride(int pixels) {
        return new Conv2d(in, out, height, width, pixels, padding, outputPadding, groups, transposed, biased, init);
    }

    /** Zero padding on every side. */
    public Conv2d padding(int pixels) {
        return new Conv2d(in, out, height, width, stride, pixels, outputPadding, groups, transposed, biased, init);
    }

    public Conv2d outputPadding(int pixels) {
        return new Conv2d(in, out, height, width, stride, padding, pixels, groups, transposed, biased, init);
    }

    /** One filter per input channel. */
    public Conv2d depthwise() {
        return new Conv2d(in, out, height, width, stride, padding, outputPadding, in, transposed, biased, init);
    }

    public Conv2d withoutBias() {
        return new Conv2d(in, out, height, width, stride, padding, outputPadding, groups, transposed, false, init);
    }

    /** How training starts the weight. */
    public Conv2d init(Init weight) {
        return new Conv2d(in, out, height, width, stride, padding, outputPadding, groups, transposed, biased, weight);
    }

    @Override
    public Value apply(Graph graph, String name, Value x) {
        long[] shape = transposed
                ? new long[] {in, out / groups, height, width}
                : new long[] {out, in / groups, height, width};
        String weight = graph.parameter(name + ".weight", init, shape);
        @Nullable String bias = biased ? graph.parameter(name + ".bias", Init.ZEROS, out) : null;
        return graph.add(output -> new Node.Convolution(output, x, weight, bias, this));
    }
}
