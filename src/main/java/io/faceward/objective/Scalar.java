package io.faceward.objective;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers as operands of what a gradient passes through. DJL puts the number of {@code x.mul(2)} into a direct buffer that it
 * lets go at once, while libtorch keeps a pointer to it for the way back: after a garbage collection between the two, the
 * gradient is computed with whatever lies there then. These live in libtorch's own memory. Products, quotients, powers,
 * maxima and minima need them; sums and differences keep nothing. Thread-safe.
 */
public final class Scalar {

    private static final NDManager OWNER = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private static final Map<Float, NDArray> CONSTANTS = new ConcurrentHashMap<>();

    private Scalar() {}

    /** A constant, which is kept for the life of the process; on the CPU, and good beside arrays of any device. */
    public static NDArray of(double constant) {
        return CONSTANTS.computeIfAbsent((float) constant, value -> full(OWNER, value));
    }

    /** A number that changes; it belongs to the manager of the array beside it. */
    public static NDArray of(double value, NDArray beside) {
        return full(beside.getManager(), (float) value);
    }

    private static NDArray full(NDManager owner, float value) {
        return owner.full(new Shape(), value, DataType.FLOAT32);
    }
}
