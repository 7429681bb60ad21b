package io.faceward.training;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.faceward.face.Alignment;
import io.faceward.face.Face.Point;
import io.faceward.face.Raster;
import io.faceward.face.Similarity;
import io.faceward.face.Template;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;

/** 68 landmarks of a face whose five are known: PFLD (Guo et al., arXiv 1902.10859). The owner closes it; for one thread. */
final class ContourDetector implements AutoCloseable {

    private static final int SIDE = 112;

    /** Around a recogniser's place of the face, so that chin and brows are well inside. */
    private static final Template PLACE = Template.ARC_FACE.withMargin(0.08f);

    private final Net net;

    /** @param onnx PFLD for pictures of 112x112, RGB in [0,1], to 68 pairs in [0,1] */
    ContourDetector(Path onnx) throws IOException {
        try (BytePointer bytes = new BytePointer(Files.readAllBytes(onnx))) {
            net = opencv_dnn.readNetFromONNX(bytes, bytes.limit());
        }
    }

    /** The landmarks in pixels of the photo, in the numbering of iBUG. */
    List<Point> of(Pixels photo, List<Point> landmarks) {
        Pixels face = Raster.of(Alignment.cut(photo, landmarks, PLACE, SIDE));
        Similarity place = Similarity.fit(PLACE.pixels(SIDE), landmarks);
        List<Point> contour = new ArrayList<>(IdentityMap.POINTS);
        try (Mat picture = new Mat(SIDE, SIDE, CV_8UC3);
                Size size = new Size(SIDE, SIDE);
                Scalar none = Scalar.all(0)) {
            picture.data().put(face.rgb());
            try (Mat blob = opencv_dnn.blobFromImage(picture, 1 / 255., size, none, false, false, CV_32F)) {
                net.setInput(blob);
                try (Mat answer = net.forward()) {
                    FloatBuffer values = answer.createBuffer();
                    for (int i = 0; i < IdentityMap.POINTS; i++) {
                        double x = SIDE * values.get(2 * i);
                        double y = SIDE * values.get(2 * i + 1);
                        contour.add(new Point((float) place.x(x, y), (float) place.y(x, y)));
                    }
                }
            }
        }
        return contour;
    }

    @Override
    public void close() {
        net.close();
    }
}
