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
}
