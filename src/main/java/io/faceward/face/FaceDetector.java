package io.faceward.face;

import io.faceward.image.Pixels;
import java.util.List;

/** Finds faces. Implementations are safe for concurrent use. */
public interface FaceDetector extends AutoCloseable {

    /** Short name for reports, for instance {@code yunet}. */
    String name();

    /** Faces of an upright photo, best score first; empty when there is none. */
    List<Face> detect(Pixels photo);

    @Override
    void close();
}
