package io.faceward.training;

import io.faceward.face.Face;
import java.util.List;

/**
 * Where the recogniser looks: the similarity transform, least squares over five landmarks, from the ArcFace template of
 * 112x112 to a picture (Umeyama 1991, in two dimensions).
 */
final class Alignment {

    /** Side of the aligned face. */
    static final int SIDE = 112;

    private static final float[][] TEMPLATE = {
        {38.2946f, 51.6963f}, {73.5318f, 51.5014f}, {56.0252f, 71.7366f}, {41.5493f, 92.3655f}, {70.7299f, 92.2041f}
    };

    private Alignment() {}

    /**
     * The transform as {@code torch.affine_grid_generator} takes it: two rows of three, from the aligned face to the
     * picture, both in [-1,1] from edge to edge.
     *
     * @param size side of the picture in pixels
     */
    static float[] grid(List<Face.Point> landmarks, int size) {
        double fromX = 0;
        double fromY = 0;
        double toX = 0;
        double toY = 0;
        for (int i = 0; i < TEMPLATE.length; i++) {
            fromX += TEMPLATE[i][0] / TEMPLATE.length;
            fromY += TEMPLATE[i][1] / TEMPLATE.length;
            toX += landmarks.get(i).x() / TEMPLATE.length;
            toY += landmarks.get(i).y() / TEMPLATE.length;
        }
        double dot = 0;
        double cross = 0;
        double norm = 0;
        for (int i = 0; i < TEMPLATE.length; i++) {
            double u = TEMPLATE[i][0] - fromX;
            double v = TEMPLATE[i][1] - fromY;
            double x = landmarks.get(i).x() - toX;
            double y = landmarks.get(i).y() - toY;
            dot += u * x + v * y;
            cross += u * y - v * x;
            norm += u * u + v * v;
        }
        double a = dot / norm;
        double b = cross / norm;
        double shiftX = toX - a * fromX + b * fromY;
        double shiftY = toY - b * fromX - a * fromY;
        // In normalised coordinates u = (q + 1) * SIDE / 2 and p = 2 * x / size - 1.
        double scale = (double) SIDE / size;
        double centre = SIDE / 2.0;
        return new float[] {
            (float) (a * scale),
            (float) (-b * scale),
            (float) (2 * (a * centre - b * centre + shiftX) / size - 1),
            (float) (b * scale),
            (float) (a * scale),
            (float) (2 * (b * centre + a * centre + shiftY) / size - 1)
        };
    }
}
