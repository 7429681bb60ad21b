package io.faceward.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_422;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** What is left of an image after a lossy file; thread-safe. */
public final class Recompression {

    /** How a JPEG stores colour: at full, half or quarter resolution. */
    public enum Subsampling {
        S444(IMWRITE_JPEG_SAMPLING_FACTOR_444),
        S422(IMWRITE_JPEG_SAMPLING_FACTOR_422),
        S420(IMWRITE_JPEG_SAMPLING_FACTOR_420);

        private final int factor;

        Subsampling(int factor) {
            this.factor = factor;
        }
    }

    private Recompression() {}

    /** Through a JPEG of a quality of 1 to 100. */
    public static Pixels jpeg(Pixels image, int quality, Subsampling subsampling) {
        return through(
                ImageFormat.JPEG,
                image,
                IMWRITE_JPEG_QUALITY,
                quality,
                IMWRITE_JPEG_SAMPLING_FACTOR,
                subsampling.factor);
    }

    /** Through a WebP of a quality of 1 to 100. */
    public static Pixels webp(Pixels image, int quality) {
        return through(ImageFormat.WEBP, image, IMWRITE_WEBP_QUALITY, quality);
    }

    private static Pixels through(ImageFormat format, Pixels image, int... parameters) {
        try (Mat mat = Codec.mat(image.height(), image.width(), opencv_core.CV_8UC3, image.rgb())) {
            opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_RGB2BGR);
            try (Mat decoded = Codec.decode(Codec.encode(format, mat, parameters))) {
                opencv_imgproc.cvtColor(decoded, decoded, opencv_imgproc.COLOR_BGR2RGB);
                return new Pixels(decoded.cols(), decoded.rows(), Codec.bytes(decoded));
            }
        }
    }
}
