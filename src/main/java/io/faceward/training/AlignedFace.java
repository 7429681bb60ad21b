package io.faceward.training;

import io.faceward.face.Alignment;
import io.faceward.face.Face.Point;
import io.faceward.face.Raster;
import io.faceward.face.Template;
import io.faceward.image.Pixels;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A square picture of a face in its place, kept a little larger than networks want it, so that a window of it can be
 * moved. Immutable by convention.
 *
 * @param rgb {@code side} x {@code side} samples, interleaved
 */
@SuppressWarnings("ArrayRecordComponent")
record AlignedFace(byte[] rgb, int side) {

    /** Least side of a random window, in parts of the whole. */
    private static final double LEAST_WINDOW = 0.89;

    /** Cut out of a picture. */
    static AlignedFace of(Pixels picture, List<Point> landmarks, Template template, int side) {
        return new AlignedFace(
                Raster.of(Alignment.cut(picture, landmarks, template, side)).rgb(), side);
    }

    /** Of a square that already is in its place. */
    static AlignedFace of(Pixels square, int side) {
        return new AlignedFace(PortraitFiles.scaled(square, side).rgb(), side);
    }

    /** Writes the whole face as three planes of {@code size} pixels a side in [-1,1]. */
    void planar(int size, float[] to, int offset) {
        planar(0, 0, side, false, size, to, offset);
    }

    /** As {@link #planar(int, float[], int)}, of a random window, mirrored every other time. */
    void jittered(SplittableRandom random, int size, float[] to, int offset) {
        double window = random.nextDouble(LEAST_WINDOW * side, side);
        double left = random.nextDouble() * (side - window);
        double top = random.nextDouble() * (side - window);
        planar(left, top, window, random.nextBoolean(), size, to, offset);
    }

    /** As {@link #planar(int, float[], int)}, of a window, mirrored or not. */
    void planar(double left, double top, double window, boolean mirrored, int size, float[] to, int offset) {
        double step = window / size;
        int samples = (int) Math.ceil(step);
        float scale = 1 / (127.5f * samples * samples);
        for (int i = 0; i < size * size; i++) {
            int column = mirrored ? size - 1 - i % size : i % size;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int s = 0; s < samples * samples; s++) {
                double x = left + (column + (s % samples + 0.5) / samples) * step - 0.5;
                double y = top + (i / size + (s / samples + 0.5) / samples) * step - 0.5;
                int x0 = Math.min(Math.max((int) x, 0), side - 2);
                int y0 = Math.min(Math.max((int) y, 0), side - 2);
                float fx = (float) Math.min(Math.max(x - x0, 0), 1);
                float fy = (float) Math.min(Math.max(y - y0, 0), 1);
                int at = 3 * (y0 * side + x0);
                red += mixed(at, fx, fy);
                green += mixed(at + 1, fx, fy);
                blue += mixed(at + 2, fx, fy);
            }
            to[offset + i] = red * scale - 1;
            to[offset + size * size + i] = green * scale - 1;
            to[offset + 2 * size * size + i] = blue * scale - 1;
        }
    }

    private float mixed(int at, float fx, float fy) {
        int below = at + 3 * side;
        float top = (rgb[at] & 0xff) * (1 - fx) + (rgb[at + 3] & 0xff) * fx;
        float bottom = (rgb[below] & 0xff) * (1 - fx) + (rgb[below + 3] & 0xff) * fx;
        return top * (1 - fy) + bottom * fy;
    }
}
