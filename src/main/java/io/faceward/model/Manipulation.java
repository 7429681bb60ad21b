package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/** A deepfake model written down once for both of its graphs. */
interface Manipulation extends ManipulatorArchitecture {

    /** @param features in the middle of the network */
    record Answer(Value image, Value features) {}

    /** Declares the inputs and appends the network. */
    Answer in(Graph graph, Map<String, Tensor> weights) throws MalformedWeightsException;

    @Override
    default Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        Graph graph = new Graph();
        return graph.outputs(in(graph, weights).image());
    }

    @Override
    default Graph withFeatures(Map<String, Tensor> weights) throws MalformedWeightsException {
        Graph graph = new Graph();
        Answer answer = in(graph, weights);
        return graph.outputs(answer.image(), answer.features());
    }
}
