package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.faceward.image.QuantisationTables;
import io.faceward.objective.Interpolation;
import io.faceward.objective.Scalar;
import io.faceward.objective.StraightThrough;

/**
 * JPEG as libjpeg writes and reads it, 4:2:0 with the standard tables, differentiable: every rounding passes the gradient
 * (Shin and Song, NeurIPS workshop 2017, with straight-through rounding). Immutable.
 *
 * @param quality 1 to 100
 */
record DifferentiableJpeg(int quality) {

    private static final int BLOCK = 8;
    private static final float MIDDLE = 128;
    private static final float LEVELS = 127.5f;

    /** From R, G, B to Y, Cb, Cr without the offsets (ITU-T T.871). */
    private static final float[] TO_YCC = {
        0.299f, 0.587f, 0.114f, -0.168736f, -0.331264f, 0.5f, 0.5f, -0.418688f, -0.081312f
    };

    private static final float[] TO_RGB = {1, 0, 1.402f, 1, -0.344136f, -0.714136f, 1, 1.772f, 0};

    /** @param pictures {@code [N,3,H,W]} in [-1,1], H and W multiples of 16 */
    NDArray of(NDArray pictures) {
        NDManager manager = pictures.getManager();
        NDArray levels = StraightThrough.eightBit(pictures).add(1).mul(Scalar.of(LEVELS));
        NDArray ycc = StraightThrough.round(mixed(levels, manager.create(TO_YCC, new Shape(3, 3))));
        NDArray luma = compressed(ycc.get(":,0:1").sub(MIDDLE), QuantisationTables.luma(quality));
        Shape pair = new Shape(2, 2);
        NDArray small = Pool.avgPool2d(ycc.get(":,1:3"), pair, pair, new Shape(0, 0), false, true);
        NDArray chroma = compressed(StraightThrough.round(small), QuantisationTables.chroma(quality));
        // libjpeg's "fancy" upsampling is the same.
        NDArray large = Interpolation.bilinear(
                chroma, pictures.getShape().get(2), pictures.getShape().get(3));
        NDArray decoded =
                mixed(NDArrays.concat(new NDList(luma.add(MIDDLE), large), 1), manager.create(TO_RGB, new Shape(3, 3)));
        return StraightThrough.eightBit(decoded.div(Scalar.of(LEVELS)).sub(1));
    }

    /** Each pixel's three values times a matrix. */
    private static NDArray mixed(NDArray planes, NDArray matrix) {
        Shape shape = planes.getShape();
        return matrix.matMul(planes.reshape(shape.get(0), 3, -1)).reshape(shape);
    }

    /** Quantised in the frequencies of every block of 8x8, and back: values around 0, {@code [N,C,H,W]}. */
    private static NDArray compressed(NDArray planes, int... table) {
        int height = (int) planes.getShape().get(2);
        int width = (int) planes.getShape().get(3);
        NDManager manager = planes.getManager();
        NDArray rows = cosines(manager, height);
        NDArray columns = cosines(manager, width);
        float[] tiled = new float[height * width];
        for (int i = 0; i < tiled.length; i++) {
            tiled[i] = table[i / width % BLOCK * BLOCK + i % width % BLOCK];
        }
        NDArray steps = manager.create(tiled, new Shape(height, width));
        NDArray frequencies = rows.matMul(planes).matMul(columns.transpose());
        NDArray kept = StraightThrough.round(frequencies.div(steps)).mul(steps);
        return StraightThrough.round(rows.transpose().matMul(kept).matMul(columns));
    }

    /** The DCT of all blocks along a side as one matrix: orthogonal, with the transform of 8 along its diagonal. */
    private static NDArray cosines(NDManager manager, int side) {
        float[] matrix = new float[side * side];
        for (int i = 0; i < side; i++) {
            int frequency = i % BLOCK;
            double scale = Math.sqrt((frequency == 0 ? 1.0 : 2.0) / BLOCK);
            for (int j = 0; j < BLOCK; j++) {
                int column = i - frequency + j;
                matrix[i * side + column] = (float) (scale * Math.cos((2 * j + 1) * frequency * Math.PI / (2 * BLOCK)));
            }
        }
        return manager.create(matrix, new Shape(side, side));
    }
}
