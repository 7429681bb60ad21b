package io.faceward.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** A photo as the channels that a codec writes; every Mat belongs to the caller. */
final class Layers {

    private Layers() {}

    /** BGR or BGRA, or one channel when {@code single}, which leaves the alpha out. */
    static Mat all(Photo photo, boolean single) {
        Mat colours = colours(photo.pixels().rgb(), photo, single);
        byte[] alpha = photo.alpha();
        if (alpha == null || single) {
            return colours;
        }
        try (colours;
                Mat plane = Codec.mat(colours.rows(), colours.cols(), opencv_core.CV_8UC1, alpha);
                MatVector planes = new MatVector()) {
            planes.push_back(colours);
            planes.push_back(plane);
            Mat merged = new Mat();
            opencv_core.merge(planes, merged);
            return merged;
        }
    }

    /** BGR, or one channel when {@code single}, with alpha blended onto white. */
    static Mat opaque(Photo photo, boolean single) {
        return colours(photo.onWhite().rgb(), photo, single);
    }

    private static Mat colours(byte[] rgb, Photo photo, boolean single) {
        int conversion = single ? opencv_imgproc.COLOR_RGB2GRAY : opencv_imgproc.COLOR_RGB2BGR;
        try (Mat source = Codec.mat(photo.pixels().height(), photo.pixels().width(), opencv_core.CV_8UC3, rgb)) {
            Mat colours = new Mat();
            opencv_imgproc.cvtColor(source, colours, conversion);
            return colours;
        }
    }
}
