package io.faceward.face;

import io.faceward.face.Face.Point;
import java.util.List;

/**
 * A rotation, scaling and shift: {@code (x, y) -> (a x - b y + tx, b x + a y + ty)}. Immutable.
 *
 * @param error root mean square distance that the fit leaves, in pixels of the target
 */
public record Similarity(double a, double b, double tx, double ty, double error) {

    /** The transform that brings {@code from} closest to {@code to}, in the sense of least squares. */
    public static Similarity fit(List<Point> from, List<Point> to) {
        Centre source = Centre.of(from);
        Centre target = Centre.of(to);
        double along = 0;
        double across = 0;
        double spread = 0;
        for (int i = 0; i < from.size(); i++) {
            double x = from.get(i).x() - source.x;
            double y = from.get(i).y() - source.y;
            double u = to.get(i).x() - target.x;
            double v = to.get(i).y() - target.y;
            along += x * u + y * v;
            across += x * v - y * u;
            spread += x * x + y * y;
        }
        double a = along / spread;
        double b = across / spread;
        Similarity exact =
                new Similarity(a, b, target.x - a * source.x + b * source.y, target.y - b * source.x - a * source.y, 0);
        return new Similarity(a, b, exact.tx, exact.ty, exact.distance(from, to));
    }

    public double x(double x, double y) {
        return a * x - b * y + tx;
    }

    public double y(double x, double y) {
        return b * x + a * y + ty;
    }

    /** Back from the target to the source. */
    Similarity inverse() {
        double square = a * a + b * b;
        double back = a / square;
        double turned = -b / square;
        return new Similarity(
                back, turned, -(back * tx - turned * ty), -(turned * tx + back * ty), error / Math.sqrt(square));
    }

    /** Pixels of the target per pixel of the source. */
    public double scale() {
        return Math.hypot(a, b);
    }

    private double distance(List<Point> from, List<Point> to) {
        double sum = 0;
        for (int i = 0; i < from.size(); i++) {
            Point point = from.get(i);
            double dx = x(point.x(), point.y()) - to.get(i).x();
            double dy = y(point.x(), point.y()) - to.get(i).y();
            sum += dx * dx + dy * dy;
        }
        return Math.sqrt(sum / from.size());
    }

    private record Centre(double x, double y) {
        static Centre of(List<Point> points) {
            return new Centre(
                    points.stream().mapToDouble(Point::x).average().orElseThrow(),
                    points.stream().mapToDouble(Point::y).average().orElseThrow());
        }
    }
}
