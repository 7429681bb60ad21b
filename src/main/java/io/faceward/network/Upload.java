package io.faceward.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies heap arrays into an engine's memory. Each thread keeps one direct buffer for it, because DJL allocates a new one
 * for every array and leaves it to the next garbage collection: gigabytes of them pile up in a training run. Thread-safe.
 */
public final class Upload {

    /** A larger array gets a buffer of its own. */
    private static final int KEPT_BYTES = 1 << 25;

    private static final ThreadLocal<ByteBuffer> KEPT = ThreadLocal.withInitial(() -> direct(0));

    private Upload() {}

    /** A float32 array of the manager's device with a copy of the values. */
    public static NDArray floats(NDManager manager, float[] values, Shape shape) {
        int bytes = Math.multiplyExact(values.length, Float.BYTES);
        ByteBuffer buffer = bytes > KEPT_BYTES ? direct(bytes) : kept(bytes);
        buffer.asFloatBuffer().put(values);
        // On a CPU an array made from a direct buffer goes on living in that buffer: hence the copy.
        try (NDArray shared = manager.create(buffer, shape, DataType.FLOAT32)) {
            return shared.duplicate();
        }
    }

    private static ByteBuffer kept(int bytes) {
        if (KEPT.get().capacity() < bytes) {
            KEPT.set(direct(bytes));
        }
        return KEPT.get().slice(0, bytes).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
