package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.image.Pixels;
import java.util.List;

/**
 * A picture to learn to find faces in.
 *
 * @param faces to be found, in pixels
 * @param doubtful neither to be found nor to be left out: half covered, tiny, or not sure to be faces
 */
record Scene(Pixels pixels, List<Face> faces, List<Face> doubtful) {

    Scene {
        faces = List.copyOf(faces);
        doubtful = List.copyOf(doubtful);
    }
}
