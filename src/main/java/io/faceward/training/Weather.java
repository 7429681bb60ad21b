package io.faceward.training;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import io.faceward.image.Pixels;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** What lies between a scene and the file of it: soft lenses, small sensors, noise, compression. */
final class Weather {

    private static final double SOFT = 0.25;
    private static final double SMALL = 0.15;
    private static final double NOISY = 0.3;
    private static final double COMPRESSED = 0.6;

    private Weather() {}

    /** The scene as a photo would show it. */
    static Pixels over(Pixels scene, SplittableRandom random) {
        Pixels grainy = random.nextDouble() < NOISY ? noisy(scene, random) : scene;
        try (Mat photo = Pictures.matrix(grainy)) {
            if (random.nextDouble() < SOFT) {
                blur(photo, random.nextDouble(0.4, 2));
            }
            if (random.nextDouble() < SMALL) {
                coarsen(photo, random.nextDouble(0.35, 0.9));
            }
            if (random.nextDouble() < COMPRESSED) {
                try (Mat decoded = compressed(photo, random.nextInt(25, 96))) {
                    return Pictures.pixels(decoded);
                }
            }
            return Pictures.pixels(photo);
        }
    }

    private static Pixels noisy(Pixels scene, SplittableRandom random) {
        double deviation = random.nextDouble(2, 12);
        byte[] rgb = scene.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            double level = (rgb[i] & 0xff) + deviation * normal(random);
            rgb[i] = (byte) Math.round(Math.min(255, Math.max(0, level)));
        }
        return new Pixels(scene.width(), scene.height(), rgb);
    }

    /** Nearly normal, with deviation 1, and quick: the sum of the four bytes of a number. */
    private static double normal(SplittableRandom random) {
        int bits = random.nextInt();
        int sum = (bits & 0xff) + (bits >>> 8 & 0xff) + (bits >>> 16 & 0xff) + (bits >>> 24);
        return (sum - 510) / 148.0;
    }

    private static void blur(Mat photo, double deviation) {
        try (Size any = new Size()) {
            opencv_imgproc.GaussianBlur(photo, photo, any, deviation);
        }
    }

    private static void coarsen(Mat photo, double share) {
        try (Size full = photo.size();
                Size less = new Size((int) (share * photo.cols()), (int) (share * photo.rows()));
                Mat small = new Mat()) {
            opencv_imgproc.resize(photo, small, less, 0, 0, INTER_AREA);
            opencv_imgproc.resize(small, photo, full, 0, 0, INTER_LINEAR);
        }
    }

    private static Mat compressed(Mat photo, int quality) {
        try (BytePointer file = new BytePointer();
                BytePointer type = new BytePointer(".jpg");
                IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
            opencv_imgcodecs.imencode(type, photo, file, settings);
            try (Mat bytes = new Mat(file)) {
                return opencv_imgcodecs.imdecode(bytes, opencv_imgcodecs.IMREAD_COLOR);
            }
        }
    }
}
