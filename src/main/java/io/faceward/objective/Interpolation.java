package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;

/** Pictures at another size, differentiable. */
public final class Interpolation {

    /** What DJL calls bilinear interpolation, 2, is the nearest pixel, and it ignores the wish for aligned corners. */
    private static final int BILINEAR = 1;

    private Interpolation() {}

    /** Bilinear between the pixels' centres, {@code [N,C,height,width]}; shrinking by more than 2 leaves pixels out. */
    public static NDArray bilinear(NDArray x, long height, long width) {
        return ((PtNDArray) x).getNDArrayInternal().interpolation(new long[] {height, width}, BILINEAR, false);
    }

    /** Bilinear with the centres of the corner pixels on each other, {@code [N,C,height,width]}. */
    public static NDArray cornerAligned(NDArray x, int height, int width) {
        NDManager manager = x.getManager();
        NDArray rows = weights(manager, (int) x.getShape().get(2), height);
        NDArray columns = weights(manager, (int) x.getShape().get(3), width);
        return rows.matMul(x).matMul(columns.transpose());
    }

    /** For each of {@code to} pixels the two between which it lies. */
    private static NDArray weights(NDManager manager, int from, int to) {
        float[] matrix = new float[from * to];
        for (int i = 0; i < to; i++) {
            float place = to == 1 ? 0 : (float) i * (from - 1) / (to - 1);
            int first = Math.min((int) place, Math.max(0, from - 2));
            float part = place - first;
            matrix[i * from + first] = 1 - part;
            if (from > 1) {
                matrix[i * from + first + 1] = part;
            }
        }
        return manager.create(matrix, new Shape(to, from));
    }
}
