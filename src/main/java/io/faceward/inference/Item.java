package io.faceward.inference;

import io.faceward.network.Tensor;
import java.util.List;

/**
 * What a model computes one answer from: its inputs in order, each without the batch dimension, for instance an image
 * {@code [3,H,W]} and a condition {@code [K]}. Nobody writes to the tensors before the answer is there.
 */
public record Item(List<Tensor> inputs) {

    public Item {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("an item needs an input");
        }
    }

    public static Item of(Tensor... inputs) {
        return new Item(List.of(inputs));
    }
}
