package io.faceward.face;

import io.faceward.image.Pixels;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** This project's own detector: candidates by a first stage, faces among them by a second. Not thread-safe. */
record RefinedDetector(OwnDetector candidates, Refiner refiner) implements NativeDetector {

    @Override
    public List<Face> detect(Mat bgr) {
        return candidates.detect(bgr);
    }

    @Override
    public List<Face> refined(Pixels photo, List<Face> finds) {
        return refiner.refine(photo, finds);
    }

    @Override
    public void close() {
        candidates.close();
        refiner.close();
    }
}
