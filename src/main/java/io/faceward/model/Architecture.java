package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.Map;

/** The shape of a network, apart from its weights; sizes such as width or depth are read from the weights. */
@FunctionalInterface
public interface Architecture {

    /**
     * The network for these weights.
     *
     * @throws MalformedWeightsException if the weights are recognisably not of this architecture
     */
    Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException;
}
