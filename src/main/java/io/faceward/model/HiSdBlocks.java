package io.faceward.model;

import static io.faceward.network.Layers.avgPool2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.unitVarianceResidual;
import static io.faceward.network.Layers.upsampleNearest2d;

import io.faceward.network.Init;
import io.faceward.network.Layer;
import io.faceward.network.Value;

/** The residual blocks of HiSD, normalised before the activation. */
final class HiSdBlocks {

    /** (x − mean) / (deviation + eps) over the pixels, in float32; the deviation divides by one less than their number. */
    private static final String STANDARDISED =
            "torch.div(torch.sub(torch.to($0, 6), torch.mean(torch.to($0, 6), [2, 3], True, dtype=None)),"
                    + " torch.add(torch.std(torch.to($0, 6), [2, 3], True, True), 1.0e-05))";

    private static final String SCALED_AND_SHIFTED =
            "torch.type_as(torch.add(torch.mul(" + STANDARDISED + ", $1), $2), $0)";

    private HiSdBlocks() {}

    /** To half the side. */
    static Layer down(int in, int out) {
        return unitVarianceResidual(
                chain(shortcut(in, out), avgPool2d(2)),
                chain(
                        named("in1", instanceNorm(in)),
                        leakyRelu(0.2),
                        named("conv1", conv2d(in, in, 3).padding(1)),
                        avgPool2d(2),
                        named("in2", instanceNorm(in)),
                        leakyRelu(0.2),
                        named("conv2", conv2d(in, out, 3).padding(1))));
    }

    /** To half the side, without normalisation: the extractor's. */
    static Layer plainDown(int in, int out) {
        return unitVarianceResidual(
                chain(shortcut(in, out), avgPool2d(2)),
                chain(
                        leakyRelu(0.2),
                        named("conv1", conv2d(in, in, 3).padding(1)),
                        avgPool2d(2),
                        leakyRelu(0.2),
                        named("conv2", conv2d(in, out, 3).padding(1))));
    }

    /** To twice the side. */
    static Layer up(int in, int out) {
        return unitVarianceResidual(
                chain(shortcut(in, out), upsampleNearest2d()),
                chain(
                        named("in1", instanceNorm(in)),
                        leakyRelu(0.2),
                        upsampleNearest2d(),
                        named("conv1", conv2d(in, out, 3).padding(1)),
                        named("in2", instanceNorm(out)),
                        leakyRelu(0.2),
                        named("conv2", conv2d(out, out, 3).padding(1))));
    }

    /**
     * At the same side, normalised as the style says.
     *
     * @param parameters {@code [N,2·in + 2·out]}: shift and scale − 1 of the first normalisation, then of the second
     */
    static Layer middle(int in, int out, Value parameters) {
        return unitVarianceResidual(
                shortcut(in, out),
                chain(
                        adaptive(in, parameters, 0),
                        leakyRelu(0.2),
                        named("conv1", conv2d(in, out, 3).padding(1)),
                        adaptive(out, parameters, 2 * in),
                        leakyRelu(0.2),
                        named("conv2", conv2d(out, out, 3).padding(1))));
    }

    private static Layer shortcut(int in, int out) {
        return named("sc", conv2d(in, out, 1).withoutBias());
    }

    private static Layer instanceNorm(int channels) {
        return (graph, name, x) -> graph.expression(
                SCALED_AND_SHIFTED.replace("$1", "torch.unsqueeze($1, 3)").replace("$2", "torch.unsqueeze($2, 3)"),
                x,
                graph.parameter(name + ".weight", Init.ONES, 1, channels, 1),
                graph.parameter(name + ".bias", Init.ZEROS, 1, channels, 1));
    }

    private static Layer adaptive(int channels, Value parameters, int offset) {
        String planes = "torch.unsqueeze(torch.unsqueeze(torch.slice($0, 1, %d, %d), 2), 3)";
        return (graph, name, x) -> graph.expression(
                SCALED_AND_SHIFTED,
                x,
                graph.expression(
                        "torch.add(" + planes.formatted(offset + channels, offset + 2 * channels) + ", 1)", parameters),
                graph.expression(planes.formatted(offset, offset + channels), parameters));
    }
}
