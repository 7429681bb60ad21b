package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import java.util.List;

/**
 * Where a picture goes in a scene: a point of it lands on a point of the scene, around which it is mirrored, scaled and
 * turned.
 *
 * @param from in pixels of the picture
 * @param to in pixels of the scene
 * @param scale pixels of the scene per pixel of the picture
 * @param angle clockwise, in radians
 */
record Placement(Point from, Point to, double scale, double angle, boolean mirrored) {

    private static final List<Integer> AS_THEY_ARE = List.of(0, 1, 2, 3, 4);
    private static final List<Integer> MIRRORED = List.of(1, 0, 2, 4, 3);

    /** From the picture to the scene. */
    Point forth(Point point) {
        double x = (point.x() - from.x()) * scale * (mirrored ? -1 : 1);
        double y = (point.y() - from.y()) * scale;
        return new Point((float) (to.x() + Math.cos(angle) * x - Math.sin(angle) * y), (float)
                (to.y() + Math.sin(angle) * x + Math.cos(angle) * y));
    }

    /** A face fills its box like an ellipse, so the box of a turned face is the one around the turned ellipse. */
    Face forth(Face face) {
        Point centre = forth(face.centre());
        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        float width = (float) Math.hypot(face.width() * cos, face.height() * sin);
        float height = (float) Math.hypot(face.width() * sin, face.height() * cos);
        List<Point> landmarks = (mirrored ? MIRRORED : AS_THEY_ARE)
                .stream().map(face.landmarks()::get).map(this::forth).toList();
        return new Face(centre.x() - width / 2, centre.y() - height / 2, width, height, face.score(), landmarks);
    }

    /** From the scene to the picture: (xx·X + xy·Y + x0, yx·X + yy·Y + y0). */
    record Inverse(double xx, double xy, double x0, double yx, double yy, double y0) {

        double x(double sceneX, double sceneY) {
            return xx * sceneX + xy * sceneY + x0;
        }

        double y(double sceneX, double sceneY) {
            return yx * sceneX + yy * sceneY + y0;
        }
    }

    Inverse inverse() {
        double cos = Math.cos(angle) / scale;
        double sin = Math.sin(angle) / scale;
        double mirror = mirrored ? -1 : 1;
        return new Inverse(
                mirror * cos,
                mirror * sin,
                from.x() - mirror * (cos * to.x() + sin * to.y()),
                -sin,
                cos,
                from.y() + sin * to.x() - cos * to.y());
    }
}
