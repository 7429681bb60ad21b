package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.List;

/**
 * A part of a picture, to be laid into a scene.
 *
 * @param faces that the picture shows, in its own pixels
 * @param x left edge of the part in pixels of the picture, inside it like the other edges
 * @param oval whether only the ellipse in the rectangle belongs to the part
 */
record Snippet(Pixels picture, List<Face> faces, double x, double y, double width, double height, boolean oval) {

    /** The whole of a picture. */
    static Snippet of(Pixels picture, List<Face> faces) {
        return new Snippet(picture, faces, 0, 0, picture.width(), picture.height(), false);
    }

    Point centre() {
        return new Point((float) (x + width / 2), (float) (y + height / 2));
    }

    double side() {
        return Math.max(width, height);
    }

    Snippet withoutFaces() {
        return new Snippet(picture, List.of(), x, y, width, height, oval);
    }

    /** How far inside the part a position of the picture lies, in pixels of the picture; negative outside. */
    double depth(double column, double row) {
        double across = Math.abs(column - x - width / 2);
        double down = Math.abs(row - y - height / 2);
        if (oval) {
            double x = 2 * across / width;
            double y = 2 * down / height;
            return (1 - Math.sqrt(x * x + y * y)) * Math.min(width, height) / 2;
        }
        return Math.min(width / 2 - across, height / 2 - down);
    }
}
