package io.faceward.face;

import io.faceward.image.Pixels;
import java.util.stream.IntStream;

/**
 * A square region of a photo, in whole pixels; it may reach beyond the photo's edges.
 *
 * @param x left column
 * @param y top row
 * @param side columns and rows, at least 1
 */
public record Square(int x, int y, int side) {

    public Square {
        if (side < 1) {
            throw new IllegalArgumentException("A square needs a side of at least 1, not " + side);
        }
    }

    /** What of a photo lies inside the square, at least one pixel of which does. */
    public Pixels of(Pixels photo) {
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        return photo.region(
                left, top, Math.min(photo.width(), x + side) - left, Math.min(photo.height(), y + side) - top);
    }

    /**
     * Draws what of a photo lies inside, resampled to {@code to} x {@code to} pixels: {@code [3,to,to]} in [-1,1] from
     * {@code offset} on. Larger squares are averaged over areas, smaller ones enlarged with a Catmull-Rom cubic; what lies
     * beyond the photo's edges repeats the edge.
     */
    void draw(Pixels photo, int to, float[] planes, int offset) {
        Taps rows = Taps.of(y, side, to, photo.height());
        Taps columns = Taps.of(x, side, to, photo.width());
        IntStream.range(0, to).parallel().forEach(row -> draw(photo, rows, columns, row, planes, offset));
    }

    private static void draw(Pixels photo, Taps rows, Taps columns, int row, float[] planes, int offset) {
        int to = columns.first().length;
        int left = columns.first()[0];
        int width = columns.first()[to - 1] + columns.count() - left;
        float[][] mixed = new float[3][width];
        for (int k = 0; k < rows.count(); k++) {
            float weight = rows.weights()[row * rows.count() + k];
            int at = 3 * (photo.width() * (rows.first()[row] + k) + left);
            for (int x = 0; x < width; x++, at += 3) {
                mixed[0][x] += weight * (photo.rgb()[at] & 0xff);
                mixed[1][x] += weight * (photo.rgb()[at + 1] & 0xff);
                mixed[2][x] += weight * (photo.rgb()[at + 2] & 0xff);
            }
        }
        Taps inside = columns.without(left);
        for (int channel = 0; channel < 3; channel++) {
            for (int column = 0; column < to; column++) {
                float value = inside.at(column, mixed[channel]) / 127.5f - 1;
                planes[offset + (channel * to + row) * to + column] = Math.min(Math.max(value, -1), 1);
            }
        }
    }

    /**
     * The square around a face: its side is {@code scale} times the larger side of the box. Where it would cross an edge it is
     * moved inside; where it is larger than the photo it is moved so as to cover all of it.
     */
    static Square around(Face face, float scale, int width, int height) {
        int side = Math.max(1, Math.round(scale * Math.max(face.width(), face.height())));
        return new Square(
                inside(face.x() + face.width() / 2, side, width),
                inside(face.y() + face.height() / 2, side, height),
                side);
    }

    private static int inside(float centre, int side, int length) {
        int start = Math.round(centre - side / 2f);
        int slack = length - side;
        return Math.min(Math.max(start, Math.min(0, slack)), Math.max(0, slack));
    }
}
