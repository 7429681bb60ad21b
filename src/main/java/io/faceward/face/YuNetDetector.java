package io.faceward.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * YuNet, a network that finds faces of about 10 pixels and more with their eyes, nose and mouth corners. Not
 * thread-safe.
 *
 * <p>W. Wu, H. Peng, S. Yu, YuNet: a tiny millisecond-level face detector, 2023.
 */
final class YuNetDetector implements NativeDetector {

    private static final float OVERLAP = 0.3f;
    private static final int MOST_CANDIDATES = 5000;
    private static final int OPENCV_BACKEND = 3;
    private static final int CPU = 0;

    /** On strips of 32 rows OpenCV's network answers with infinite boxes of full score. */
    private static final int LEAST_SIDE = 64;

    private static final int LANDMARKS = 4;
    private static final int SCORE = 14;

    private final FaceDetectorYN network;

    /** @throws IllegalStateException naming the file when it is missing or no YuNet */
    YuNetDetector(Path model, float score) {
        try (Size size = new Size(64, 64);
                Mat black = new Mat(size, CV_8UC3, Scalar.all(0))) {
            network = FaceDetectorYN.create(
                    "onnx",
                    Files.readAllBytes(model),
                    new byte[0],
                    size,
                    score,
                    OVERLAP,
                    MOST_CANDIDATES,
                    OPENCV_BACKEND,
                    CPU);
            detect(black);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "faceward.face.yunet-model: %s is no readable YuNet model".formatted(model), e);
        }
    }

    @Override
    public List<Face> detect(Mat bgr) {
        try (Mat image = new Mat();
                Scalar black = Scalar.all(0);
                Mat found = new Mat()) {
            int below = Math.max(0, LEAST_SIDE - bgr.rows());
            int right = Math.max(0, LEAST_SIDE - bgr.cols());
            copyMakeBorder(bgr, image, 0, below, 0, right, BORDER_CONSTANT, black);
            try (Size size = image.size()) {
                network.setInputSize(size);
            }
            network.detect(image, found);
            List<Face> faces = new ArrayList<>();
            if (!found.empty()) {
                try (FloatIndexer rows = found.createIndexer()) {
                    IntStream.range(0, found.rows()).forEach(row -> faces.add(face(rows, row)));
                }
            }
            return faces;
        }
    }

    private static Face face(FloatIndexer rows, int row) {
        List<Face.Point> landmarks = IntStream.range(0, 5)
                .mapToObj(i -> new Face.Point(rows.get(row, LANDMARKS + 2 * i), rows.get(row, LANDMARKS + 2 * i + 1)))
                .toList();
        return new Face(
                rows.get(row, 0),
                rows.get(row, 1),
                rows.get(row, 2),
                rows.get(row, 3),
                rows.get(row, SCORE),
                landmarks);
    }

    @Override
    public void close() {
        network.close();
    }
}
