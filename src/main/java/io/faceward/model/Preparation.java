package io.faceward.model;

import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the weights of a checkpoint become those of a model of the bundle. */
@FunctionalInterface
interface Preparation {

    /**
     * What is served.
     *
     * @param conditions of a manipulator
     * @param side that the weights are made for, where they tell
     */
    record Prepared(
            Map<String, Tensor> weights,
            @Nullable Conditions conditions,
            @Nullable Integer side) {}

    /** Nothing to do. */
    Preparation NONE = (weights, request) -> new Prepared(weights, null, null);

    /**
     * Takes what is served and computes what is missing.
     *
     * @throws io.faceward.network.MalformedWeightsException if the weights lack something for that, or the request asks for
     *     what they do not have
     */
    Prepared prepare(Map<String, Tensor> weights, ImportRequest request) throws IOException;
}
