package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.Value;

/**
 * StarGAN's generator (Choi et al., CVPR 2018): {@code [N,3,H,W]} in [-1,1], H and W multiples of 4, and attributes
 * {@code [N,K]} in {0,1} to the edited image. Width, number of attributes and depth are read from the weights.
 */
public final class StarGan extends StarGanFamily {

    @Override
    int outputs() {
        return 3;
    }

    @Override
    Value edited(Graph graph, StarGanBackbone.Answer answer) {
        return graph.expression("torch.tanh($0)", answer.output());
    }
}
