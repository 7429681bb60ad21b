package io.faceward.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Filters that take fine detail away; thread-safe. */
public final class Smoothing {

    /** Standard deviations at which the window of the Gaussian ends, as SciPy has it. */
    private static final double TRUNCATE = 4;

    private Smoothing() {}

    /**
     * Gaussian blur; what lies beyond the edges is mirrored.
     *
     * @param sigma standard deviation in pixels, positive
     */
    public static Pixels gaussian(Pixels image, double sigma) {
        int side = 2 * (int) (TRUNCATE * sigma + 0.5) + 1;
        try (Mat levels = mat(image);
                Mat exact = new Mat();
                Mat blurred = new Mat();
                Size window = new Size(side, side)) {
            levels.convertTo(exact, opencv_core.CV_32F);
            opencv_imgproc.GaussianBlur(
                    exact, blurred, window, sigma, sigma, opencv_core.BORDER_REFLECT, opencv_core.ALGO_HINT_ACCURATE);
            blurred.convertTo(levels, opencv_core.CV_8U);
            return pixels(levels);
        }
    }

    /**
     * The median over a square window, channel by channel; edges are repeated.
     *
     * @param side of the window in pixels, odd
     */
    public static Pixels median(Pixels image, int side) {
        try (Mat levels = mat(image);
                Mat filtered = new Mat()) {
            opencv_imgproc.medianBlur(levels, filtered, side);
            return pixels(filtered);
        }
    }

    private static Mat mat(Pixels image) {
        return Codec.mat(image.height(), image.width(), opencv_core.CV_8UC3, image.rgb());
    }

    private static Pixels pixels(Mat mat) {
        return new Pixels(mat.cols(), mat.rows(), Codec.bytes(mat));
    }
}
