package io.faceward.face;

import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;

/**
 * What the detector's second stage sees of a candidate: the square around its box, 1.4 times as wide. Positions in a
 * close-up are in parts of its side, from its middle. Immutable.
 */
public record CloseUp(Square square) {

    /** Pixels along each side for the network. */
    public static final int SIDE = 64;

    private static final float SCALE = 1.4f;

    public static CloseUp of(Face candidate) {
        return of(candidate, 1);
    }

    /** From so many times as far. */
    static CloseUp of(Face candidate, float distance) {
        int side = Math.max(1, Math.round(distance * SCALE * candidate.side()));
        Point centre = candidate.centre();
        return new CloseUp(new Square(Math.round(centre.x() - side / 2f), Math.round(centre.y() - side / 2f), side));
    }

    /** Draws {@code [3,64,64]} in [-1,1] from {@code offset} on; what lies beyond the photo's edges repeats the edge. */
    public void draw(Pixels photo, float[] to, int offset) {
        square.draw(photo, SIDE, to, offset);
    }

    /** From the photo to the close-up. */
    public Face in(Face face) {
        float scale = 1f / square.side();
        return face.mapped(scale, scale, -scale * square.x() - 0.5f, -scale * square.y() - 0.5f);
    }

    /** From the close-up to the photo. */
    public Face out(Face face) {
        int scale = square.side();
        return face.mapped(scale, scale, square.x() + scale / 2f, square.y() + scale / 2f);
    }
}
