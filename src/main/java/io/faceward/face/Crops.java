package io.faceward.face;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.List;

/**
 * Cuts the faces of a photo into squares of 256x256 for the networks. Safe for concurrent use.
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
        float[] image = new float[3 * SIDE * SIDE];
        square.draw(photo, SIDE, image, 0);
        return new Crop(face, square, new Tensor(image, 3, SIDE, SIDE));
    }
}
