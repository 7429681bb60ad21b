package io.faceward.image;

import io.faceward.problem.Problem;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Bytes to OpenCV and back; every Mat belongs to the caller. */
final class Codec {

    private Codec() {}

    /** Loads the native libraries, so that a machine that lacks them is known at start, not at the first upload. */
    static void load() {
        Loader.load(opencv_imgcodecs.class);
        Loader.load(opencv_imgproc.class);
    }

    /** The picture as stored, of any depth and 1, 3 or 4 channels; empty when OpenCV cannot decode it. */
    static Mat decode(byte[] picture) {
        try (Mat encoded = mat(1, picture.length, opencv_core.CV_8UC1, picture)) {
            Mat decoded = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_UNCHANGED);
            return decoded == null ? new Mat() : decoded;
        }
    }

    static byte[] encode(ImageFormat format, Mat mat, int... parameters) {
        try (BytePointer out = new BytePointer();
                IntPointer options = new IntPointer(parameters)) {
            if (!opencv_imgcodecs.imencode("." + format.extension(), mat, out, options)) {
                throw Problem.INTERNAL.because("The image cannot be written as " + format);
            }
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    /** A Mat with a copy of the bytes. */
    static Mat mat(int rows, int columns, int type, byte[] bytes) {
        Mat mat = new Mat(rows, columns, type);
        mat.data().put(bytes);
        return mat;
    }

    static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[Math.toIntExact(mat.total() * mat.elemSize())];
        mat.data().get(bytes);
        return bytes;
    }
}
