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
