package io.faceward.face;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** A detector of OpenCV's that keeps state between its calls, so only one thread may use it at a time. */
interface NativeDetector extends AutoCloseable {

    /** Faces in pixels of {@code bgr}, in any order. */
    List<Face> detect(Mat bgr);

    @Override
    void close();
}
