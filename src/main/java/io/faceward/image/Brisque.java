package io.faceward.image;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_quality.QualityBRISQUE;

/**
 * How unnatural an image looks, without an original to compare it with: 0 natural to 100 distorted; Mittal, Moorthy,
 * Bovik, "No-reference image quality assessment in the spatial domain", IEEE TIP 21(12), 2012, with OpenCV's model,
 * trained on LIVE. Thread-safe: one image at a time. The owner closes it.
 */
public final class Brisque implements AutoCloseable {

    private static final String MODELS = "share/opencv4/quality/";

    /** Below, the second scale has no statistics. */
    private static final int LEAST_SIDE = 32;

    private final QualityBRISQUE model;

    private Brisque(QualityBRISQUE model) {
        this.model = model;
    }

    /** Loads the model that OpenCV's jar carries. */
    public static Brisque open() {
        try {
            return new Brisque(QualityBRISQUE.create(file("brisque_model_live.yml"), file("brisque_range_live.yml")));
        } catch (IOException | RuntimeException missing) {
            throw new IllegalStateException("OpenCV's jar has no readable BRISQUE model", missing);
        }
    }

    private static String file(String name) throws IOException {
        String resource = "/org/bytedeco/opencv/" + Loader.getPlatform() + "/" + MODELS + name;
        return Loader.cacheResource(Brisque.class, resource).getPath();
    }

    /** The score; NaN for images too small or too even to have one. */
    public synchronized double score(Pixels image) {
        if (image.width() < LEAST_SIDE || image.height() < LEAST_SIDE) {
            return Double.NaN;
        }
        try (Mat mat = Codec.mat(image.height(), image.width(), opencv_core.CV_8UC3, image.rgb())) {
            opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_RGB2BGR);
            try (Scalar score = model.compute(mat)) {
                return score.get(0);
            }
        }
    }

    @Override
    public synchronized void close() {
        model.close();
    }
}
