package io.faceward.training;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.faceward.face.Face;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A training picture of 256x256 with the five landmarks of its face.
 *
 * @param landmarks from left to right as the viewer sees them: eyes, nose, corners of the mouth
 */
record Portrait(Pixels pixels, List<Face.Point> landmarks) {

    static final int SIZE = 256;

    private static final int[] MIRRORED = {1, 0, 2, 4, 3};

    /** The files of a folder, in the order of their names. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Reads a picture and scales it. */
    static Pixels read(Path file) throws IOException {
        try (Mat bgr = opencv_imgcodecs.imread(file.toString(), opencv_imgcodecs.IMREAD_COLOR);
                Mat rgb = new Mat()) {
            if (bgr.empty()) {
                throw new IOException(file + " is not a picture");
            }
            opencv_imgproc.cvtColor(bgr, rgb, opencv_imgproc.COLOR_BGR2RGB);
            return scaled(rgb, rgb.cols() > SIZE ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC);
        }
    }

    /** A random window of at least three quarters of the side, enlarged to the whole. */
    Portrait zoomed(SplittableRandom random) {
        int side = random.nextInt(SIZE * 3 / 4, SIZE + 1);
        int x = random.nextInt(SIZE - side + 1);
        int y = random.nextInt(SIZE - side + 1);
        float scale = (float) SIZE / side;
        try (Mat whole = new Mat(SIZE, SIZE, CV_8UC3);
                Rect window = new Rect(x, y, side, side)) {
            whole.data().put(pixels.rgb());
            try (Mat part = new Mat(whole, window)) {
                return new Portrait(
                        scaled(part, opencv_imgproc.INTER_LINEAR),
                        landmarks.stream()
                                .map(p -> new Face.Point((p.x() - x) * scale, (p.y() - y) * scale))
                                .toList());
            }
        }
    }

    /** Mirrored left to right. */
    Portrait flipped() {
        byte[] from = pixels.rgb();
        byte[] to = new byte[from.length];
        for (int i = 0; i < SIZE * SIZE; i++) {
            int mirrored = i - i % SIZE + SIZE - 1 - i % SIZE;
            System.arraycopy(from, 3 * i, to, 3 * mirrored, 3);
        }
        List<Face.Point> points = Arrays.stream(MIRRORED)
                .mapToObj(landmarks::get)
                .map(p -> new Face.Point(SIZE - p.x(), p.y()))
                .toList();
        return new Portrait(new Pixels(SIZE, SIZE, to), points);
    }

    /** Writes the picture as three planes in [-1,1]. */
    void planar(float[] to, int offset) {
        int plane = SIZE * SIZE;
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                to[offset + c * plane + i] = (pixels.rgb()[3 * i + c] & 0xff) / 127.5f - 1;
            }
        }
    }

    private static Pixels scaled(Mat rgb, int filter) {
        try (Size target = new Size(SIZE, SIZE);
                Mat scaled = new Mat()) {
            opencv_imgproc.resize(rgb, scaled, target, 0, 0, filter);
            byte[] bytes = new byte[3 * SIZE * SIZE];
            scaled.data().get(bytes);
            return new Pixels(SIZE, SIZE, bytes);
        }
    }
}
