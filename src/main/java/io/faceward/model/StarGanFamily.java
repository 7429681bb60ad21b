package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/** A generator on {@link StarGanBackbone}. */
abstract sealed class StarGanFamily implements ManipulatorArchitecture permits StarGan, AttentionGan, FixedPointGan {

    /** Channels of the last convolution. */
    abstract int outputs();

    /** The edited image. */
    abstract Value edited(Graph graph, StarGanBackbone.Answer answer);

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        Graph graph = new Graph();
        return graph.outputs(edited(graph, backbone(weights).in(graph)));
    }

    @Override
    public Graph withFeatures(Map<String, Tensor> weights) throws MalformedWeightsException {
        return withFeatures(backbone(weights));
    }

    /** A network to be trained. */
    public Graph untrained(int width, int attributes, int blocks) {
        return withFeatures(new StarGanBackbone(width, attributes, blocks, outputs()));
    }

    private Graph withFeatures(StarGanBackbone backbone) {
        Graph graph = new Graph();
        StarGanBackbone.Answer answer = backbone.in(graph);
        return graph.outputs(edited(graph, answer), answer.features());
    }

    private StarGanBackbone backbone(Map<String, Tensor> weights) throws MalformedWeightsException {
        StarGanBackbone backbone = StarGanBackbone.of(weights);
        if (backbone.outputs() != outputs()) {
            throw new MalformedWeightsException(
                    "the last convolution has %d channels instead of %d".formatted(backbone.outputs(), outputs()));
        }
        return backbone;
    }
}
