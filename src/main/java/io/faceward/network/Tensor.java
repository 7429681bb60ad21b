package io.faceward.network;

import java.util.Arrays;

/**
 * A dense float32 array on the heap, in row-major order. It needs no engine and nobody has to close it.
 *
 * <p>The array is not copied; whoever writes to it owns it.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(float[] data, long... shape) {

    public Tensor {
        if (data.length != size(shape)) {
            throw new IllegalArgumentException(
                    "%d values do not fill shape %s".formatted(data.length, Arrays.toString(shape)));
        }
    }

    /** Number of values of a shape; 1 for a scalar. */
    public static long size(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    public boolean hasShape(long... expected) {
        return Arrays.equals(shape, expected);
    }
}
