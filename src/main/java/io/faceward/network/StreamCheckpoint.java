package io.faceward.network;

import io.faceward.network.StoredTensor.StoredValues;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PyTorch's format before 1.6: a magic number, a version, the writer's machine, the description and the list of the
 * storages' keys as one pickle each, then each storage's number of values and its values, always little-endian.
 */
final class StreamCheckpoint extends TorchCheckpoint {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long VERSION = 1001L;

    private final FileChannel file;
    private final Map<String, Long> positions;

    private StreamCheckpoint(FileChannel file, Map<String, StoredTensor> tensors, Map<String, Long> positions)
            throws IOException {
        super(tensors, file.size());
        this.file = file;
        this.positions = positions;
    }

    static StreamCheckpoint open(Path path, Limits limits) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            ByteBuffer head = bytes(file, 0, Math.min(file.size(), limits.pickleBytes()));
            Unpickler pickles = new Unpickler(head, limits.objects());
            if (!pickles.read().equals(MAGIC) || !pickles.read().equals(VERSION)) {
                throw new MalformedWeightsException("not PyTorch's magic number and version");
            }
            Object unusedMachine = pickles.read();
            Map<String, StoredTensor> tensors = StateDict.tensors(pickles.read());
            Object keys = pickles.read();
            var positions = positions(file, head.position(), keys, pickles.storages());
            return new StreamCheckpoint(file, tensors, positions);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Where the values of each storage begin. */
    private static Map<String, Long> positions(
            FileChannel file, long start, Object keys, Map<String, StoredValues> storages) throws IOException {
        Map<String, Long> positions = new HashMap<>();
        long at = start;
        for (Object key : keys instanceof List<?> list ? list : List.of()) {
            StoredValues storage = storages.get(String.valueOf(key));
            if (storage == null || bytes(file, at, Long.BYTES).getLong() != storage.count()) {
                throw new MalformedWeightsException("the list of storages is damaged");
            }
            at += Long.BYTES;
            if (storage.bytes() > file.size() - at) {
                throw new MalformedWeightsException("cut off within storage " + storage.key());
            }
            positions.put(storage.key(), at);
            at += storage.bytes();
        }
        if (!positions.keySet().containsAll(storages.keySet())) {
            throw new MalformedWeightsException("a storage is missing");
        }
        return positions;
    }

    @Override
    public String format() {
        return "PyTorch, the format before 1.6";
    }

    @Override
    ByteBuffer bytes(StoredValues storage) throws IOException {
        return bytes(file, Objects.requireNonNull(positions.get(storage.key())), storage.bytes());
    }

    private static ByteBuffer bytes(FileChannel file, long start, long length) throws IOException {
        if (length > Math.min(Integer.MAX_VALUE - 8, file.size() - start)) {
            throw new MalformedWeightsException("cut off");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) > 0) {}
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
