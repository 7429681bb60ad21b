package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Layers;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/**
 * DADFI's perturbation generator (Yang et al., PeerJ Computer Science 10:e2356) and the two networks that it learns
 * against: {@link AdvGan}'s, with instance normalisation in the residual blocks. The paper tells no widths; AdvGAN's 8
 * gives 86,896 parameters.
 *
 * <p>With a universal perturbation u, which the paper has not, it answers G(x) + (1 + g(x)) u instead of G(x): a convolution
 * does not know where it is and cannot hold a pattern for all faces, but can tell, by a fourth output g in (-1,1), where in
 * this face the pattern may be stronger. u is stretched to the image.
 *
 * <p>{@code [N,3,H,W]} in [-1,1], with sides from 13 pixels, to a perturbation of the same shape in (-1,1) that the
 * caller clamps to ±ε. Sides that are no multiples of 4 are continued by their last pixels and cut again.
 */
public final class DadfiGenerator implements Architecture {

    /** Name of the universal perturbation among the weights. */
    public static final String UNIVERSAL = "universal";

    /** Name of the last layer's weights. */
    public static final String LAST = "decoder.6.weight";

    /** That of an aligned picture. */
    private static final int UNIVERSAL_SIDE = IdGuardGenerator.SIZE;

    private static final int CHANNELS = 3;

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        Sizes sizes = new Sizes(weights);
        int width = sizes.filters("encoder.0");
        return sizes.has(UNIVERSAL) ? withUniversal(width) : untrained(width);
    }

    /**
     * The generator before it has weights.
     *
     * @param width channels of the first layer
     */
    public static Graph untrained(int width) {
        Graph graph = new Graph();
        Value image = graph.input("image");
        return graph.outputs(answers(graph, image, width, CHANNELS));
    }

    /** The same with a universal perturbation, of 144x144 pixels. */
    public static Graph withUniversal(int width) {
        Graph graph = new Graph();
        Value image = graph.input("image");
        String universal = graph.parameter(UNIVERSAL, Init.NORMAL_002, 1, CHANNELS, UNIVERSAL_SIDE, UNIVERSAL_SIDE);
        Value stretched = graph.expression(
                "torch.upsample_bilinear2d($0, [torch.size($1, 2), torch.size($1, 3)], False)", universal, image);
        Value answers = answers(graph, image, width, CHANNELS + 1);
        return graph.outputs(graph.expression(
                "torch.add(torch.slice($0, 1, 0, 3), torch.mul(torch.add(torch.slice($0, 1, 3, 4), 1), $1))",
                answers,
                stretched));
    }

    private static Value answers(Graph graph, Value image, int width, int channels) {
        Value padded = graph.expression(
                "torch.replication_pad2d($0, [0, torch.remainder(torch.neg(torch.size($0, 3)), 4),"
                        + " 0, torch.remainder(torch.neg(torch.size($0, 2)), 4)])",
                image);
        Value whole = graph.add("", AdvGan.generator(width, channels, Layers::instanceNorm2d), padded);
        return graph.expression(
                "torch.slice(torch.slice($0, 2, 0, torch.size($1, 2)), 3, 0, torch.size($1, 3))", whole, image);
    }

    /**
     * The recogniser of perturbed photos (Idex) or of edits (Idey): {@code [N,3,H,W]}, sides from 22, to logits
     * {@code [N,1,H',W']}, high where the picture looks real.
     */
    public static Graph recogniser(int width) {
        Graph graph = new Graph();
        return graph.outputs(graph.add("", AdvGan.critic(width), graph.input("image")));
    }
}
