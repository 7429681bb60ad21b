package io.faceward.training;

import io.faceward.face.Face;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture and what the teacher sees in it.
 *
 * @param faces in pixels of the picture, doubtful ones included, best score first
 */
record LabelledPicture(Path file, List<Face> faces) {

    /** Eyes of somebody who looks aside are less far apart, in parts of the side of the face; usual is a third. */
    private static final double ASIDE = 0.28;

    LabelledPicture {
        faces = List.copyOf(faces);
    }

    /** Whether the best face looks aside. */
    boolean looksAside() {
        Face best = faces.get(0);
        return best.landmarks().get(0).distance(best.landmarks().get(1)) < ASIDE * best.side();
    }
}
