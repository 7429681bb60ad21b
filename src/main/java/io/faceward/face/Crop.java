package io.faceward.face;

import io.faceward.face.Face.Point;
import io.faceward.network.Tensor;
import java.util.List;

/**
 * A face as the networks see it.
 *
 * @param square where the crop was cut
 * @param image {@code [3,256,256]} float32 RGB in [-1,1]
 */
public record Crop(Face face, Square square, Tensor image) {

    /** Where the face's landmarks are, in pixels of the crop. */
    public List<Point> landmarks() {
        float scale = (float) Crops.SIDE / square.side();
        return Alignment.landmarks(face).stream()
                .map(p -> new Point((p.x() - square.x()) * scale, (p.y() - square.y()) * scale))
                .toList();
    }
}
