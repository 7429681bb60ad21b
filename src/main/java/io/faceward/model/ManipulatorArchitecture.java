package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.Map;

/** The shape of a deepfake model. */
public interface ManipulatorArchitecture extends Architecture {

    /**
     * The network with two answers: the edited image, and the features in its middle, {@code [N,C,H',W']}, which
     * ID-Guard's feature loss compares.
     */
    Graph withFeatures(Map<String, Tensor> weights) throws MalformedWeightsException;
}
