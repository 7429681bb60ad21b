package io.faceward.training;

import io.faceward.face.Face.Point;
import java.util.List;

/** Where the recogniser looks: the similarity transform from the ArcFace template of 112x112 to a picture. */
final class Alignment {

    /** Side of the aligned face. */
    static final int SIDE = 112;

    private static final List<Point> TEMPLATE = List.of(
            new Point(38.2946f, 51.6963f),
            new Point(73.5318f, 51.5014f),
            new Point(56.0252f, 71.7366f),
            new Point(41.5493f, 92.3655f),
            new Point(70.7299f, 92.2041f));

    /** The oval of a face on the template, forehead and chin included. */
    private static final Point OVAL_CENTRE = new Point(56, 62);

    private static final Point OVAL_RADII = new Point(46, 58);
    private static final double SOFT_EDGE = 0.25;

    private Alignment() {}

    /**
     * The transform as {@code torch.affine_grid_generator} takes it: two rows of three, from the aligned face to the
     * picture, both in [-1,1] from edge to edge.
     *
     * @param size side of the picture in pixels
     */
    static float[] grid(List<Point> landmarks, int size) {
        Similarity place = Similarity.fit(TEMPLATE, landmarks);
        double scale = (double) SIDE / size;
        double centre = SIDE / 2.0;
        return new float[] {
            (float) (place.a() * scale),
            (float) (-place.b() * scale),
            (float) (2 * place.x(centre, centre) / size - 1),
            (float) (place.b() * scale),
            (float) (place.a() * scale),
            (float) (2 * place.y(centre, centre) / size - 1)
        };
    }

    /**
     * Where the face is: 1 inside its oval, falling to 0 over a quarter of the radius outside.
     *
     * @param size side of the picture in pixels
     * @param to receives one row after the other from {@code offset}
     */
    static void oval(List<Point> landmarks, int size, float[] to, int offset) {
        Similarity aligned = Similarity.fit(landmarks, TEMPLATE);
        for (int i = 0; i < size * size; i++) {
            double x = i % size + 0.5;
            double y = i / size + 0.5;
            double radius = Math.hypot(
                    (aligned.x(x, y) - OVAL_CENTRE.x()) / OVAL_RADII.x(),
                    (aligned.y(x, y) - OVAL_CENTRE.y()) / OVAL_RADII.y());
            to[offset + i] = (float) Math.min(1, Math.max(0, 1 + (1 - radius) / SOFT_EDGE));
        }
    }
}
