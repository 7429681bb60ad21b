package io.faceward.face;

import io.faceward.image.Pixels;

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
