package io.faceward.network;

import java.util.List;

/** The vocabulary in which architectures are written; every layer keeps the number of dimensions of {@code [N,C,H,W]}. */
public final class Layers {

    private static final float EPS = 1e-5f;
    private static final float MOMENTUM = 0.1f;

    private Layers() {}

    /** Children in order, named 0, 1, 2 ... like PyTorch's {@code nn.Sequential}, which counts activations too. */
    public static Layer sequential(Layer... children) {
        return sequential(List.of(children));
    }

    /** As {@link #sequential(Layer...)}. */
    public static Layer sequential(List<Layer> children) {
        return (graph, name, x) -> {
            Value h = x;
            for (int i = 0; i < children.size(); i++) {
                h = graph.add(child(name, String.valueOf(i)), children.get(i), h);
            }
            return h;
        };
    }

    /** Children in order that bring their own names, like the attributes of a module. */
    public static Layer chain(Layer... children) {
        return (graph, name, x) -> {
            Value h = x;
            for (Layer child : children) {
                h = graph.add(name, child, h);
            }
            return h;
        };
    }

    /** Puts a layer one level down, as if it were the attribute {@code name} of a module. */
    public static Layer named(String name, Layer layer) {
        return (graph, parent, x) -> graph.add(child(parent, name), layer, x);
    }

    /** x + layer(x). */
    public static Layer residual(Layer layer) {
        return (graph, name, x) -> graph.expression("torch.add($0, $1)", x, graph.add(name, layer, x));
    }

    /** (shortcut(x) + layer(x)) / √2, of unit variance where both parts are. */
    public static Layer unitVarianceResidual(Layer shortcut, Layer layer) {
        return (graph, name, x) -> graph.expression(
                "torch.div(torch.add($0, $1), 1.4142135623730951)",
                graph.add(name, shortcut, x),
                graph.add(name, layer, x));
    }

    /** x as it is. */
    public static Layer identity() {
        return (graph, name, x) -> x;
    }

    public static Conv2d conv2d(int in, int out, int kernel) {
        return Conv2d.of(in, out, kernel, kernel, false);
    }

    public static Conv2d conv2d(int in, int out, int kernelHeight, int kernelWidth) {
        return Conv2d.of(in, out, kernelHeight, kernelWidth, false);
    }

    public static Conv2d convTranspose2d(int in, int out, int kernel) {
        return Conv2d.of(in, out, kernel, kernel, true);
    }

    /** Batch normalisation (Ioffe and Szegedy 2015): folded into the convolution before it for inference, live in training. */
    public static Layer batchNorm2d(int channels) {
        return (graph, name, x) -> {
            graph.parameter(name + ".weight", Init.NORMAL_1_002, channels);
            graph.parameter(name + ".bias", Init.ZEROS, channels);
            graph.buffer(name + ".running_mean", Init.ZEROS, channels);
            graph.buffer(name + ".running_var", Init.ONES, channels);
            return graph.add(output -> new Node.BatchNorm(output, x, name, EPS, MOMENTUM));
        };
    }

    /**
     * Instance normalisation with scale and shift (Ulyanov et al. 2016), always over the image's own statistics: the
     * public StarGAN-family networks are never run in evaluation mode.
     */
    public static Layer instanceNorm2d(int channels) {
        return (graph, name, x) -> graph.expression(
                "torch.instance_norm($0, $1, $2, None, None, True, 0.1, 1.0e-05, True)",
                x,
                graph.parameter(name + ".weight", Init.ONES, channels),
                graph.parameter(name + ".bias", Init.ZEROS, channels));
    }

    /** Instance normalisation without scale and shift. */
    public static Layer plainInstanceNorm2d() {
        return operation("torch.instance_norm($0, None, None, None, None, True, 0.1, 1.0e-05, True)");
    }

    /**
     * Adaptive instance normalisation (Huang and Belongie, ICCV 2017), y = (1 + γ)·norm(x) + β, where the linear layer
     * {@code fc} makes γ and then β from a style.
     *
     * @param style {@code [N,length]}
     */
    public static Layer adaptiveInstanceNorm2d(Value style, int length, int channels) {
        return (graph, name, x) -> {
            Value scaleAndShift = graph.add(name, named("fc", linear(length, 2 * channels)), style);
            return graph.expression(
                    "torch.add(torch.mul(torch.add(torch.slice($1, 1, 0, %1$d), 1), $0), torch.slice($1, 1, %1$d, %2$d))"
                            .formatted(channels, 2 * channels),
                    graph.add(name, plainInstanceNorm2d(), x),
                    graph.expression("torch.unsqueeze(torch.unsqueeze($0, 2), 3)", scaleAndShift));
        };
    }

    /** Switchable normalisation (Luo et al. 2019) with running statistics, as in evaluation mode. */
    public static Layer switchNorm2d(int channels) {
        return new SwitchNorm(channels);
    }

    /** max(x, 0) + a_c * min(x, 0) with a learned slope per channel. */
    public static Layer prelu(int channels) {
        return (graph, name, x) ->
                graph.expression("torch.prelu($0, $1)", x, graph.parameter(name + ".weight", Init.QUARTER, channels));
    }

    public static Layer relu() {
        return operation("torch.relu($0)");
    }

    public static Layer relu6() {
        return operation("torch.clamp($0, 0., 6.)");
    }

    public static Layer leakyRelu(double slope) {
        return operation("torch.leaky_relu($0, " + slope + ")");
    }

    public static Layer selu() {
        return operation("torch.selu($0)");
    }

    public static Layer tanh() {
        return operation("torch.tanh($0)");
    }

    public static Layer sigmoid() {
        return operation("torch.sigmoid($0)");
    }

    /** Weight {@code [out,in]} and bias {@code [out]} on {@code [N,in]}. */
    public static Layer linear(int in, int out) {
        return (graph, name, x) -> graph.expression(
                "torch.linear($0, $1, $2)",
                x,
                graph.parameter(name + ".weight", Init.KAIMING_UNIFORM, out, in),
                graph.parameter(name + ".bias", Init.ZEROS, out));
    }

    /** Other values' channels behind those of x. */
    public static Layer concatenated(Value... others) {
        return (graph, name, x) -> {
            Value h = x;
            for (Value other : others) {
                h = graph.expression("torch.cat([$0, $1], 1)", h, other);
            }
            return h;
        };
    }

    /** A vector {@code [N,K]} behind the channels of x, constant over the image. */
    public static Layer tiled(Value vector) {
        return (graph, name, x) -> graph.expression(
                "torch.cat([$0, torch.expand(torch.unsqueeze(torch.unsqueeze($1, 2), 3),"
                        + " [-1, -1, torch.size($0, 2), torch.size($0, 3)])], 1)",
                x,
                vector);
    }

    public static Layer reflectionPad2d(int pixels) {
        return operation("torch.reflection_pad2d($0, [%1$d, %1$d, %1$d, %1$d])".formatted(pixels));
    }

    /** A convolution under spectral normalisation (Miyato et al., ICLR 2018), for discriminators. */
    public static Layer spectralNorm(Conv2d convolution) {
        return new SpectralNorm(convolution);
    }

    /** The mean over blocks of {@code side} x {@code side} pixels. */
    public static Layer avgPool2d(int side) {
        return operation("torch.avg_pool2d($0, [%1$d, %1$d], [%1$d, %1$d], [0, 0], False, True, None)".formatted(side));
    }

    /** The mean over all pixels, {@code [N,C,1,1]}. */
    public static Layer globalMean() {
        return operation("torch.mean($0, [2, 3], True, dtype=None)");
    }

    /** Twice the side, every pixel four times. */
    public static Layer upsampleNearest2d() {
        return operation(
                "torch.upsample_nearest2d($0, [torch.mul(torch.size($0, 2), 2), torch.mul(torch.size($0, 3), 2)])");
    }

    /** Twice the side, bilinear, with the centres of the corner pixels kept where they are. */
    public static Layer upsampleBilinear2d() {
        return operation(
                "torch.upsample_bilinear2d($0, [torch.mul(torch.size($0, 2), 2), torch.mul(torch.size($0, 3), 2)], True)");
    }

    /** {@code [N,C,H,W]} to {@code [N,C*H*W]}. */
    public static Layer flatten() {
        return operation("torch.flatten($0, 1)");
    }

    /** A layer without parameters. */
    public static Layer operation(String template) {
        return (graph, name, x) -> graph.expression(template, x);
    }

    private static String child(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }
}
