package io.faceward.face;

import io.faceward.face.Face.Point;
import java.util.List;

/**
 * Where a network expects the landmarks of a face.
 *
 * @param points in the order of {@link Face#landmarks()}, in parts of the picture's side
 */
public record Template(List<Point> points) {

    /** Of recognisers; published for 112x112 pixels (Deng et al., CVPR 2019). */
    public static final Template ARC_FACE =
            of(112, 38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041);

    /** Of attribute editors: CelebA's aligned faces, cropped to the central 178x178. Our measurement on 600 of them. */
    public static final Template CELEBA =
            of(1, 0.3908, 0.5162, 0.6081, 0.5158, 0.4966, 0.6493, 0.4066, 0.7459, 0.5952, 0.7454);

    /** The same face with a margin around the picture, in parts of the side on each side. */
    public Template withMargin(float margin) {
        float side = 1 + 2 * margin;
        return new Template(points.stream()
                .map(p -> new Point((p.x() + margin) / side, (p.y() + margin) / side))
                .toList());
    }

    /**
     * The same face in a picture that is cut beside it.
     *
     * @param shift how much further right and down, in parts of the side
     * @param zoom how many times as large
     */
    public Template cutBeside(float shift, float zoom) {
        return new Template(points.stream()
                .map(p -> new Point(0.5f + (p.x() - 0.5f - shift) / zoom, 0.5f + (p.y() - 0.5f - shift) / zoom))
                .toList());
    }

    private static Template of(double side, double... xy) {
        Point[] points = new Point[xy.length / 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point((float) (xy[2 * i] / side), (float) (xy[2 * i + 1] / side));
        }
        return new Template(List.of(points));
    }

    /** The points of a picture of so many pixels a side. */
    public List<Point> pixels(int side) {
        return points.stream().map(p -> new Point(side * p.x(), side * p.y())).toList();
    }

    /** The similarity transform from a picture of so many pixels a side, with the face in its place, to landmarks. */
    Similarity to(List<Point> landmarks, int side) {
        return Similarity.fit(pixels(side), landmarks);
    }
}
