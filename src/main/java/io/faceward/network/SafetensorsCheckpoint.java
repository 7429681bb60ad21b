package io.faceward.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A file of safetensors as a checkpoint; it is read at once. */
final class SafetensorsCheckpoint implements Checkpoint {

    private final Map<String, Tensor> tensors;

    SafetensorsCheckpoint(Safetensors file) {
        tensors = StateDict.withoutModule(file.tensors());
    }

    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public Map<String, Tensor> read(Set<String> names) {
        Map<String, Tensor> found = new LinkedHashMap<>(tensors);
        found.keySet().retainAll(names);
        return found;
    }

    @Override
    public void close() {}
}
