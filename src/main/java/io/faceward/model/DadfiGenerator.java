package io.faceward.model;

import io.faceward.network.Graph;
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
 * <p>{@code [N,3,H,W]} in [-1,1], with sides from 13 pixels, to a perturbation of the same shape in (-1,1) that the
 * caller clamps to ±ε. Sides that are no multiples of 4 are continued by their last pixels and cut again.
 */
public final class DadfiGenerator implements Architecture {

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        return untrained(new Sizes(weights).filters("encoder.0"));
    }

    /**
     * The generator before it has weights.
     *
     * @param width channels of the first layer
     */
    public static Graph untrained(int width) {
        Graph graph = new Graph();
        Value image = graph.input("image");
        Value padded = graph.expression(
                "torch.replication_pad2d($0, [0, torch.remainder(torch.neg(torch.size($0, 3)), 4),"
                        + " 0, torch.remainder(torch.neg(torch.size($0, 2)), 4)])",
                image);
        Value delta = graph.add("", AdvGan.generator(width, Layers::instanceNorm2d), padded);
        return graph.outputs(graph.expression(
                "torch.slice(torch.slice($0, 2, 0, torch.size($1, 2)), 3, 0, torch.size($1, 3))", delta, image));
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
