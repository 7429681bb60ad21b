package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/** A generator on {@link StarGanBackbone}. */
abstract sealed class StarGanFamily implements Manipulation permits StarGan, AttentionGan, FixedPointGan {

    /** Channels of the last convolution. */
    abstract int outputs();

    /** The edited image. */
    abstract Value edited(Graph graph, StarGanBackbone.Answer answer);

    @Override
    public Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException {
        StarGanBackbone backbone = StarGanBackbone.of(weights);
        if (backbone.outputs() != outputs()) {
            throw new MalformedWeightsException(
                    "the last convolution has %d channels instead of %d".formatted(backbone.outputs(), outputs()));
        }
        return in(graph, backbone);
    }

    /** A network to be trained. */
    public Graph untrained(int width, int attributes, int blocks) {
        Graph graph = new Graph();
        Answer answer = in(graph, new StarGanBackbone(width, attributes, blocks, outputs()));
        return graph.outputs(answer.image(), answer.features());
    }

    private Answer in(Graph graph, StarGanBackbone backbone) {
        StarGanBackbone.Answer answer = backbone.in(graph);
        return new Answer(edited(graph, answer), answer.features());
    }
}
