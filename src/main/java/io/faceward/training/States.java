package io.faceward.training;

import io.faceward.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several networks in one checkpoint, each below a prefix. */
final class States {

    private States() {}

    static void put(Map<String, Tensor> state, String prefix, Map<String, Tensor> part) {
        part.forEach((name, tensor) -> state.put(prefix + name, tensor));
    }

    /** A single number that was kept as a tensor, or what stands for it in a fresh start. */
    static float number(Map<String, Tensor> state, String name, float fresh) {
        Tensor kept = state.get(name);
        return kept == null ? fresh : kept.data()[0];
    }

    /** The part with this prefix, without it. */
    static Map<String, Tensor> below(Map<String, Tensor> state, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        state.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }
}
