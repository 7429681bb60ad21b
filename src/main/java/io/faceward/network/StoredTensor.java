package io.faceward.network;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Where a tensor lies in a PyTorch file: a view of a storage, which several tensors may share.
 *
 * @param storage its raw values
 * @param offset of the first value in the storage, in values
 * @param strides steps in the storage between neighbours of each dimension, in values
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredTensor(StoredValues storage, long offset, long[] shape, long[] strides) {

    /**
     * Raw values of a file.
     *
     * @param key their name in the file
     * @param start of what a tensor's offset counts from, in values
     */
    record StoredValues(DataType type, String key, long count, long start) {

        StoredValues {
            if (count < 0 || count > Long.MAX_VALUE / type.bytes) {
                throw new IllegalArgumentException("a storage of %d values".formatted(count));
            }
        }

        /** The same bytes read as another type. */
        StoredValues as(DataType other) {
            return new StoredValues(other, key, bytes() / other.bytes, start);
        }

        long bytes() {
            return count * type.bytes;
        }
    }

    StoredTensor {
        if (shape.length != strides.length || LongStream.of(shape).anyMatch(side -> side < 0)) {
            throw new IllegalArgumentException("no shape: " + Arrays.toString(shape));
        }
        long last = offset;
        for (int i = 0; i < shape.length; i++) {
            if (strides[i] < 0) {
                throw new IllegalArgumentException("a stride is negative");
            }
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
        }
        if (offset < 0 || Tensor.size(shape) > 0 && last >= storage.count()) {
            throw new IllegalArgumentException("a tensor of shape %s does not fit into the %d values of storage %s"
                    .formatted(Arrays.toString(shape), storage.count(), storage.key()));
        }
    }

    /** Number of values. */
    long size() {
        return Tensor.size(shape);
    }

    /** The values in row-major order, from the bytes of the whole storage. */
    Tensor read(ByteBuffer bytes) {
        float[] data = new float[Math.toIntExact(size())];
        long[] index = new long[shape.length];
        long at = offset;
        for (int i = 0; i < data.length; i++) {
            data[i] = storage.type().get(bytes, (int) at);
            for (int d = shape.length - 1; d >= 0; d--) {
                at += strides[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                at -= strides[d] * shape[d];
                index[d] = 0;
            }
        }
        return new Tensor(data, shape);
    }
}
