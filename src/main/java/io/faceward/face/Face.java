package io.faceward.face;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A face in a photo, in pixels of the upright image. The box may reach beyond the edges.
 *
 * @param score the detector's confidence in [0,1]
 * @param landmarks right eye, left eye, nose, right and left mouth corner as the viewer sees them from left to right,
 *     or empty where the detector has none
 */
public record Face(float x, float y, float width, float height, float score, List<Point> landmarks) {

    /** A position in pixels. */
    public record Point(float x, float y) {

        /** Euclidean, in pixels. */
        public double distance(Point other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    public Face {
        landmarks = List.copyOf(landmarks);
    }

    /** The larger side of the box. */
    public float side() {
        return Math.max(width, height);
    }

    /** Whether a position lies in the box. */
    public boolean holds(Point point) {
        return point.x() >= x && point.x() <= x + width && point.y() >= y && point.y() <= y + height;
    }

    /** The middle of the box. */
    public Point centre() {
        return new Point(x + width / 2, y + height / 2);
    }

    /** The face after every position (x, y) has gone to (scaleX·x + toX, scaleY·y + toY). */
    public Face mapped(float scaleX, float scaleY, float toX, float toY) {
        return new Face(
                scaleX * x + toX,
                scaleY * y + toY,
                scaleX * width,
                scaleY * height,
                score,
                landmarks.stream()
                        .map(point -> new Point(scaleX * point.x() + toX, scaleY * point.y() + toY))
                        .toList());
    }

    /** As the mirror shows it that lies along x = 0; left and right of eyes and mouth change places. */
    public Face mirrored() {
        List<Point> turned = landmarks.isEmpty()
                ? landmarks
                : IntStream.of(1, 0, 2, 4, 3)
                        .mapToObj(landmarks::get)
                        .map(point -> new Point(-point.x(), point.y()))
                        .toList();
        return new Face(-x - width, y, width, height, score, turned);
    }

    /** The mean of several views of the same face, all with landmarks. */
    public static Face mean(float score, List<Face> views) {
        return new Face(
                mean(views, Face::x),
                mean(views, Face::y),
                mean(views, Face::width),
                mean(views, Face::height),
                score,
                mean(views.stream().map(Face::landmarks).toList()));
    }

    /** Of each landmark, the mean of where several views see it. */
    public static List<Point> mean(List<List<Point>> views) {
        return IntStream.range(0, views.get(0).size())
                .mapToObj(i -> new Point(mean(views, view -> view.get(i).x()), mean(views, view -> view.get(i)
                        .y())))
                .toList();
    }

    private static <T> float mean(List<T> views, ToDoubleFunction<T> value) {
        return (float) views.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Intersection over union of the boxes, in [0,1]. */
    public double overlap(Face other) {
        double common = (double) common(x, width, other.x, other.width) * common(y, height, other.y, other.height);
        double all = (double) width * height + (double) other.width * other.height - common;
        return all > 0 ? common / all : 0;
    }

    private static float common(float start, float length, float otherStart, float otherLength) {
        return Math.max(0, Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart));
    }
}
