package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.Value;

/**
 * AttentionGAN's generator for several attributes, AGGAN in the papers (Tang et al., IJCNN 2019): as {@link StarGan}, but
 * it answers an attention mask a and a content image, y = a·content + (1 − a)·x. The content is unbounded, so y may leave
 * [-1,1].
 */
public final class AttentionGan extends StarGanFamily {

    @Override
    int outputs() {
        return 4;
    }

    @Override
    Value edited(Graph graph, StarGanBackbone.Answer answer) {
        return graph.expression(
                "torch.add(torch.mul($0, $1), torch.mul($2, torch.rsub($0, 1)))",
                mask(graph, answer),
                content(graph, answer),
                answer.input());
    }

    private static Value mask(Graph graph, StarGanBackbone.Answer answer) {
        return graph.expression("torch.sigmoid(torch.slice($0, 1, 0, 1))", answer.output());
    }

    private static Value content(Graph graph, StarGanBackbone.Answer answer) {
        return graph.expression("torch.slice($0, 1, 1, 4)", answer.output());
    }
}
