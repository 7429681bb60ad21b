package io.faceward.face;

import io.faceward.image.Pixels;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** A detector that keeps state between its calls, so only one thread may use it at a time. */
interface NativeDetector extends AutoCloseable {

    /** Faces in pixels of {@code bgr}, in any order. */
    List<Face> detect(Mat bgr);

    /**
     * The faces among the finds in a shrunk copy of a photo, after a second look at the photo itself where the detector has
     * one.
     *
     * @param finds in pixels of the photo
     */
    default List<Face> refined(Pixels photo, List<Face> finds) {
        return finds;
    }

    @Override
    void close();
}
