package io.faceward.face;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts the faces of a photo into squares of 256x256 for the networks. Safe for concurrent use.
 *
 * <p>Larger squares are averaged over areas, smaller ones enlarged with a Catmull-Rom cubic; what lies beyond the
 * photo's edges repeats the edge.
 */
public final class Crops {

    /** Side of a crop. */
    public static final int SIDE = 256;

    private final float scale;

    public Crops(FaceProperties properties) {
        this.scale = properties.cropScale();
    }

    /** One crop per face, in the order of the faces. */
    public List<Crop> cut(Pixels photo, List<Face> faces) {
        return faces.stream().map(face -> cut(photo, face)).toList();
    }

    private Crop cut(Pixels photo, Face face) {
        Square square = Square.around(face, scale, photo.width(), photo.height());
        Taps rows = Taps.of(square.y(), square.side(), SIDE, photo.height());
        Taps columns = Taps.of(square.x(), square.side(), SIDE, photo.width());
        float[] image = new float[3 * SIDE * SIDE];
        IntStream.range(0, SIDE).parallel().forEach(row -> cut(photo, rows, columns, row, image));
        return new Crop(face, square, new Tensor(image, 3, SIDE, SIDE));
    }

    private static void cut(Pixels photo, Taps rows, Taps columns, int row, float[] image) {
        int left = columns.first()[0];
        int right = columns.first()[SIDE - 1] + columns.count();
        float[][] mixed = new float[3][photo.width()];
        for (int k = 0; k < rows.count(); k++) {
            float weight = rows.weights()[row * rows.count() + k];
            int at = 3 * (photo.width() * (rows.first()[row] + k) + left);
            for (int x = left; x < right; x++, at += 3) {
                mixed[0][x] += weight * (photo.rgb()[at] & 0xff);
                mixed[1][x] += weight * (photo.rgb()[at + 1] & 0xff);
                mixed[2][x] += weight * (photo.rgb()[at + 2] & 0xff);
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            for (int column = 0; column < SIDE; column++) {
                float value = columns.at(column, mixed[channel]) / 127.5f - 1;
                image[(channel * SIDE + row) * SIDE + column] = Math.min(Math.max(value, -1), 1);
            }
        }
    }
}
