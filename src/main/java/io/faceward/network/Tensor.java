package io.faceward.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

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

    /** Independent values in [-bound, bound); the same seed gives the same values. */
    public static Tensor noise(long seed, float bound, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] data = new float[Math.toIntExact(size(shape))];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextDouble(-bound, bound);
        }
        return new Tensor(data, shape);
    }

    public boolean hasShape(long... expected) {
        return Arrays.equals(shape, expected);
    }

    /** A copy on the heap of an engine's array. */
    public static Tensor of(NDArray array) {
        return new Tensor(array.toFloatArray(), array.getShape().getShape());
    }

    /** A copy in an engine's memory, owned by {@code manager}. */
    public NDArray on(NDManager manager) {
        return Upload.floats(manager, data, new Shape(shape));
    }
}
