package io.faceward.face;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.faceward.image.Pixels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;

/** Photos for the tests of this package: decoded, plain, and random. */
final class Photos {

    private Photos() {}

    static Pixels read(Path file) {
        try (Mat image = imread(file.toString())) {
            cvtColor(image, image, COLOR_BGR2RGB);
            byte[] rgb = new byte[3 * image.rows() * image.cols()];
            image.data().get(rgb);
            return new Pixels(image.cols(), image.rows(), rgb);
        }
    }

    static Pixels plain(int width, int height, int level) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) level);
        return new Pixels(width, height, rgb);
    }

    static Pixels random(int width, int height, long seed) {
        byte[] rgb = new byte[3 * width * height];
        new Random(seed).nextBytes(rgb);
        return new Pixels(width, height, rgb);
    }

    /** Grey level of a channel of a pixel, 0 to 255. */
    static int level(Pixels photo, int x, int y, int channel) {
        return photo.rgb()[3 * (y * photo.width() + x) + channel] & 0xff;
    }
}
