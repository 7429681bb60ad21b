package io.faceward.network;

import io.faceward.network.StoredTensor.StoredValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A file that {@code torch.save} wrote. */
abstract class TorchCheckpoint implements Checkpoint {

    private final Map<String, StoredTensor> tensors;
    private final long fileBytes;

    TorchCheckpoint(Map<String, StoredTensor> tensors, long fileBytes) {
        this.tensors = tensors;
        this.fileBytes = fileBytes;
    }

    /** The bytes of a whole storage, with the file's byte order. */
    abstract ByteBuffer bytes(StoredValues storage) throws IOException;

    @Override
    public final Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public final Map<String, Tensor> read(Set<String> names) throws IOException {
        Map<String, Tensor> read = new HashMap<>();
        for (List<String> sharing : byStorage(names).values()) {
            ByteBuffer bytes = bytes(stored(sharing.get(0)).storage());
            for (String name : sharing) {
                read.put(name, stored(name).read(bytes));
            }
        }
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        tensors.keySet().stream().filter(names::contains).forEach(name -> ordered.put(name, read.get(name)));
        return ordered;
    }

    /** Names of the tensors that share a storage, so that each is read once. */
    private Map<String, List<String>> byStorage(Set<String> names) throws MalformedWeightsException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        long values = 0;
        for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
            StoredTensor tensor = entry.getValue();
            if (names.contains(entry.getKey())) {
                found.computeIfAbsent(tensor.storage().key(), key -> new ArrayList<>())
                        .add(entry.getKey());
                values = Math.addExact(values, tensor.size());
            }
        }
        // A value takes a byte at least, unless steps of 0 or shared storages make many of few.
        if (values > fileBytes) {
            throw new MalformedWeightsException(
                    "the tensors have %d values, the file only %d bytes".formatted(values, fileBytes));
        }
        return found;
    }

    private StoredTensor stored(String name) {
        return Objects.requireNonNull(tensors.get(name));
    }
}
