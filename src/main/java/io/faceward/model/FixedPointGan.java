package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.Value;

/**
 * Fixed-Point GAN's generator, FPGAN in the papers (Siddiquee et al., ICCV 2019): as {@link StarGan}, but it answers what
 * to add, y = tanh(x + G(x, c)).
 */
public final class FixedPointGan extends StarGanFamily {

    @Override
    int outputs() {
        return 3;
    }

    @Override
    Value edited(Graph graph, StarGanBackbone.Answer answer) {
        return graph.expression("torch.tanh(torch.add($0, $1))", answer.input(), answer.output());
    }
}
