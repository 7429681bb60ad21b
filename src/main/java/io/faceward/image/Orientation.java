package io.faceward.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns stored pixels upright by their EXIF orientation: a transposition for 5 to 8, then a flip. */
final class Orientation {

    private static final int BOTH = -1;
    private static final int ROWS = 0;
    private static final int COLUMNS = 1;

    private Orientation() {}

    /** The image itself when it is upright already; closes {@code stored} otherwise. */
    static Mat upright(Mat stored, int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return stored;
        }
        Mat upright = stored;
        if (orientation >= 5) {
            upright = new Mat();
            opencv_core.transpose(stored, upright);
            stored.close();
        }
        switch (orientation) {
            case 2, 6 -> opencv_core.flip(upright, upright, COLUMNS);
            case 3, 7 -> opencv_core.flip(upright, upright, BOTH);
            case 4, 8 -> opencv_core.flip(upright, upright, ROWS);
            default -> {}
        }
        return upright;
    }
}
