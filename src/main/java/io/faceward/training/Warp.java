package io.faceward.training;

import java.util.SplittableRandom;

/**
 * A random smooth distortion of a face, as the first deepfakes trained with: what is to be drawn from a distorted face
 * must be known by heart. A grid of 5x5 displacements, bilinear in between.
 */
final class Warp {

    private static final int POINTS = 5;

    /** Standard deviation of a displacement, in parts of the side. */
    private static final double STRENGTH = 0.025;

    private final double[] dx = new double[POINTS * POINTS];
    private final double[] dy = new double[POINTS * POINTS];

    Warp(SplittableRandom random) {
        for (int i = 0; i < dx.length; i++) {
            dx[i] = STRENGTH * random.nextGaussian();
            dy[i] = STRENGTH * random.nextGaussian();
        }
    }

    /** Of three planes of {@code side} pixels from {@code offset} in {@code from}, into the same place of {@code to}. */
    void apply(float[] from, int offset, int side, float[] to) {
        for (int i = 0; i < side * side; i++) {
            double u = (i % side + 0.5) / side * (POINTS - 1);
            double v = (i / side + 0.5) / side * (POINTS - 1);
            double x = i % side + side * at(dx, u, v);
            double y = i / side + side * at(dy, u, v);
            int x0 = (int) Math.min(Math.max(x, 0), side - 2);
            int y0 = (int) Math.min(Math.max(y, 0), side - 2);
            float fx = (float) Math.min(Math.max(x - x0, 0), 1);
            float fy = (float) Math.min(Math.max(y - y0, 0), 1);
            for (int plane = 0; plane < 3; plane++) {
                int at = offset + (plane * side + y0) * side + x0;
                float top = from[at] * (1 - fx) + from[at + 1] * fx;
                float bottom = from[at + side] * (1 - fx) + from[at + side + 1] * fx;
                to[offset + plane * side * side + i] = top * (1 - fy) + bottom * fy;
            }
        }
    }

    private static double at(double[] grid, double u, double v) {
        int column = Math.min((int) u, POINTS - 2);
        int row = Math.min((int) v, POINTS - 2);
        double fu = u - column;
        double fv = v - row;
        int i = row * POINTS + column;
        return (grid[i] * (1 - fu) + grid[i + 1] * fu) * (1 - fv)
                + (grid[i + POINTS] * (1 - fu) + grid[i + POINTS + 1] * fu) * fv;
    }
}
