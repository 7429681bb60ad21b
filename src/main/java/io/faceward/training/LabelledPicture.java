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

    LabelledPicture {
        faces = List.copyOf(faces);
    }
}
