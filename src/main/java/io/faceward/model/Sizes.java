package io.faceward.model;

import io.faceward.network.Layer;
import io.faceward.network.Layers;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.Arrays;
import java.util.Map;

/** Reads the sizes of a network from the shapes of its weights. */
record Sizes(Map<String, Tensor> weights) {

    /**
     * One side of a tensor.
     *
     * @param rank the number of sides that the tensor must have
     * @throws MalformedWeightsException if the tensor is missing or has another number of sides, or that side is 0
     */
    int of(String name, int rank, int axis) throws MalformedWeightsException {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new MalformedWeightsException(name + " is missing");
        }
        long[] shape = tensor.shape();
        if (shape.length != rank || shape[axis] < 1 || shape[axis] > Integer.MAX_VALUE) {
            throw new MalformedWeightsException("%s has shape %s".formatted(name, Arrays.toString(shape)));
        }
        return (int) shape[axis];
    }

    /** Filters of a convolution; of a transposed one the channels that it reads. */
    int filters(String convolution) throws MalformedWeightsException {
        return of(convolution + ".weight", 4, 0);
    }

    /** Channels that a convolution reads; of a transposed one its filters. */
    int channels(String convolution) throws MalformedWeightsException {
        return of(convolution + ".weight", 4, 1);
    }

    /** A linear layer of these weights' size. */
    Layer linear(String name) throws MalformedWeightsException {
        return Layers.linear(of(name + ".weight", 2, 1), of(name + ".weight", 2, 0));
    }

    /** How many names {@code template} makes of 0, 1, 2 ... before one is not there. */
    int count(String template) {
        return count(template, 0);
    }

    /** As {@link #count(String)}, from another number on. */
    int count(String template, int first) {
        int next = first;
        while (weights.containsKey(template.formatted(next))) {
            next++;
        }
        return next - first;
    }

    boolean has(String name) {
        return weights.containsKey(name);
    }
}
