package io.faceward.training;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.faceward.image.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Trusted pictures of our own data as they are, in folders or in an archive, in any format that OpenCV reads. Safe for concurrent use. */
final class Pictures {

    private Pictures() {}

    /** @throws UncheckedIOException naming the file when it is no picture */
    static Pixels read(Path file) {
        try (BytePointer bytes = new BytePointer(Files.readAllBytes(file));
                Mat encoded = new Mat(1, (int) bytes.limit(), CV_8UC1, bytes);
                Mat bgr = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR)) {
            if (bgr.empty()) {
                throw new IOException(file + " is not a picture");
            }
            return pixels(bgr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enlarged to a square. */
    static Pixels scaled(Pixels pixels, int side) {
        try (Mat small = matrix(pixels);
                Mat large = new Mat();
                Size size = new Size(side, side)) {
            opencv_imgproc.resize(small, large, size, 0, 0, opencv_imgproc.INTER_CUBIC);
            return pixels(large);
        }
    }

    /** Left and right exchanged. */
    static Pixels mirrored(Pixels pixels) {
        try (Mat picture = matrix(pixels)) {
            opencv_core.flip(picture, picture, 1);
            return pixels(picture);
        }
    }

    /** A copy of a matrix in OpenCV's order of colours. */
    static Pixels pixels(Mat bgr) {
        try (Mat rgb = new Mat()) {
            opencv_imgproc.cvtColor(bgr, rgb, opencv_imgproc.COLOR_BGR2RGB);
            byte[] bytes = new byte[3 * rgb.rows() * rgb.cols()];
            rgb.data().get(bytes);
            return new Pixels(rgb.cols(), rgb.rows(), bytes);
        }
    }

    /** A copy in OpenCV's order of colours; the caller closes it. */
    static Mat matrix(Pixels pixels) {
        Mat bgr = new Mat(pixels.height(), pixels.width(), CV_8UC3);
        bgr.data().put(pixels.rgb());
        opencv_imgproc.cvtColor(bgr, bgr, opencv_imgproc.COLOR_RGB2BGR);
        return bgr;
    }
}
