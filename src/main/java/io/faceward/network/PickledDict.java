package io.faceward.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Python dictionary as two lists. Keys are never hashed or compared: a hostile pickle can put a list into itself and
 * then use it as a key.
 */
record PickledDict(List<Object> keys, List<Object> values) {

    PickledDict() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void put(Object key, Object value) {
        keys.add(key);
        values.add(value);
    }

    /** What a string stands for; the last one counts, as in Python. */
    @Nullable
    Object get(String key) {
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (keys.get(i) instanceof String text && text.equals(key)) {
                return values.get(i);
            }
        }
        return null;
    }
}
