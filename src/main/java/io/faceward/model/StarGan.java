package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.instanceNorm2d;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * StarGAN's generator (Choi et al., CVPR 2018): {@code [N,3,H,W]} in [-1,1], H and W multiples of 4, and attributes
 * {@code [N,K]} in {0,1} to the edited image. Width, number of attributes and depth are read from the weights.
 */
public final class StarGan implements Architecture {

    private static final String LAST_BLOCK = "main.%d.main.0.weight";

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        Tensor first = weights.get("main.0.weight");
        if (first == null || first.shape().length != 4) {
            throw new MalformedWeightsException("main.0.weight is missing: not StarGAN's generator");
        }
        int width = (int) first.shape()[0];
        int attributes = (int) first.shape()[1] - 3;
        int blocks = 0;
        while (weights.containsKey(LAST_BLOCK.formatted(9 + blocks))) {
            blocks++;
        }
        return graph(width, attributes, blocks);
    }

    private static Graph graph(int width, int attributes, int blocks) {
        List<Layer> layers = new ArrayList<>(List.of(
                conv2d(3 + attributes, width, 7).padding(3).withoutBias(),
                instanceNorm2d(width),
                relu(),
                down(width),
                instanceNorm2d(2 * width),
                relu(),
                down(2 * width),
                instanceNorm2d(4 * width),
                relu()));
        for (int i = 0; i < blocks; i++) {
            layers.add(block(4 * width));
        }
        layers.addAll(List.of(
                up(4 * width),
                instanceNorm2d(2 * width),
                relu(),
                up(2 * width),
                instanceNorm2d(width),
                relu(),
                conv2d(width, 3, 7).padding(3).withoutBias(),
                tanh()));

        Graph graph = new Graph();
        Value image = graph.input("image");
        Value labels = graph.input("attributes");
        Value conditioned = graph.expression(
                "torch.cat([$0, torch.expand(torch.unsqueeze(torch.unsqueeze($1, 2), 3),"
                        + " [-1, -1, torch.size($0, 2), torch.size($0, 3)])], 1)",
                image,
                labels);
        return graph.outputs(graph.add("main", sequential(layers), conditioned));
    }

    private static Layer down(int channels) {
        return conv2d(channels, 2 * channels, 4).stride(2).padding(1).withoutBias();
    }

    private static Layer up(int channels) {
        return convTranspose2d(channels, channels / 2, 4).stride(2).padding(1).withoutBias();
    }

    private static Layer block(int channels) {
        return residual(named(
                "main",
                sequential(
                        conv2d(channels, channels, 3).padding(1).withoutBias(),
                        instanceNorm2d(channels),
                        relu(),
                        conv2d(channels, channels, 3).padding(1).withoutBias(),
                        instanceNorm2d(channels))));
    }
}
