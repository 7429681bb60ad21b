package io.faceward.network;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the tensors of nested dictionaries and lists their names. For one use. */
final class StateDict {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME = 512;

    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private StateDict() {}

    /** All tensors below an object by the path to them; {@code tensor} if the object is one itself. */
    static Map<String, StoredTensor> tensors(Object root) throws MalformedWeightsException {
        StateDict dict = new StateDict();
        dict.visit(root instanceof StoredTensor ? "tensor" : "", root, 0);
        return withoutModule(dict.tensors);
    }

    /** The same tensors without the component {@code module} in their names. */
    static <T> Map<String, T> withoutModule(Map<String, T> tensors) {
        Map<String, T> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> renamed.put(name.replaceAll("(?<=^|\\.)module\\.", ""), tensor));
        return renamed;
    }

    private void visit(String path, Object value, int depth) throws MalformedWeightsException {
        if (path.length() > MAX_NAME || depth > MAX_DEPTH) {
            throw new MalformedWeightsException("dictionaries are nested deeper than %d, or a name is longer than %d"
                    .formatted(MAX_DEPTH, MAX_NAME));
        }
        if (value instanceof StoredTensor tensor) {
            tensors.put(path, tensor);
        } else if (value instanceof PickledDict dict && visited.add(dict)) {
            for (int i = 0; i < dict.keys().size(); i++) {
                visitBelow(path, dict.keys().get(i), dict.values().get(i), depth);
            }
        } else if (value instanceof List<?> list && visited.add(list)) {
            for (int i = 0; i < list.size(); i++) {
                visitBelow(path, (long) i, list.get(i), depth);
            }
        }
    }

    private void visitBelow(String path, Object key, Object value, int depth) throws MalformedWeightsException {
        boolean named = key instanceof String || key instanceof Long;
        if (named && (value instanceof StoredTensor || value instanceof PickledDict || value instanceof List<?>)) {
            visit(path.isEmpty() ? String.valueOf(key) : path + "." + key, value, depth + 1);
        }
    }
}
