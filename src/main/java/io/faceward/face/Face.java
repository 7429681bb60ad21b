package io.faceward.face;

import java.util.List;
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

        private Point between(Point other) {
            return new Point((x + other.x) / 2, (y + other.y) / 2);
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

    /** Half way between two views of the same face, both with landmarks. */
    Face between(Face other) {
        return new Face(
                (x + other.x) / 2,
                (y + other.y) / 2,
                (width + other.width) / 2,
                (height + other.height) / 2,
                (score + other.score) / 2,
                IntStream.range(0, landmarks.size())
                        .mapToObj(i -> landmarks.get(i).between(other.landmarks.get(i)))
                        .toList());
    }

    Face withScore(float other) {
        return new Face(x, y, width, height, other, landmarks);
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
