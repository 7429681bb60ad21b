package io.faceward.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
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

    /**
     * A copy of several one after the other, {@code [N,...]}, in an engine's memory, owned by {@code manager}.
     *
     * @param parts at least one, all of one shape
     */
    public static NDArray stack(List<Tensor> parts, NDManager manager) {
        long[] shape = parts.get(0).shape;
        int length = parts.get(0).data.length;
        float[] all = new float[Math.multiplyExact(parts.size(), length)];
        for (int i = 0; i < parts.size(); i++) {
            Tensor part = parts.get(i);
            if (!part.hasShape(shape)) {
                throw new IllegalArgumentException("shapes %s and %s cannot be stacked"
                        .formatted(Arrays.toString(shape), Arrays.toString(part.shape)));
            }
            System.arraycopy(part.data, 0, all, i * length, length);
        }
        return Upload.floats(manager, all, new Shape(parts.size()).addAll(new Shape(shape)));
    }

    /** A copy in an engine's memory, owned by {@code manager}. */
    public NDArray on(NDManager manager) {
        return Upload.floats(manager, data, new Shape(shape));
    }
}
