package io.faceward.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Sixteen bits to eight: {@code round(v / 257)}, which takes 0 to 0 and 65535 to 255. */
final class EightBit {

    private EightBit() {}

    /** The image itself when it has eight bits; closes {@code stored} otherwise. */
    static Mat of(Mat stored) {
        if (stored.depth() != opencv_core.CV_16U) {
            return stored;
        }
        try (stored) {
            Mat result = new Mat();
            stored.convertTo(result, opencv_core.CV_8U, 1 / 257.0, 0);
            return result;
        }
    }
}
