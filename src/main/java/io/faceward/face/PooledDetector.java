package io.faceward.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Looks at shrunk copies of the photo with a borrowed detector. Safe for concurrent use. */
final class PooledDetector implements FaceDetector {

    private static final Comparator<Face> BEST_FIRST =
            Comparator.comparing(Face::score).reversed().thenComparing(Face::y).thenComparing(Face::x);

    private final String name;
    private final Looks looks;
    private final int maxFaces;
    private final DetectorPool pool;

    PooledDetector(
            String name, Supplier<NativeDetector> source, int longSide, int fineLongSide, FaceProperties properties) {
        this.name = name;
        this.looks = new Looks(properties.minSide(), longSide, fineLongSide);
        this.maxFaces = properties.maxFaces();
        this.pool = new DetectorPool(source, properties.detectors(), properties.detectorWait());
    }

    @Override
    public String name() {
        return name;
    }

    /** @throws io.faceward.problem.ServiceException {@link Problem#TOO_MANY_FACES}, {@link Problem#QUEUE_FULL} */
    @Override
    public List<Face> detect(Pixels photo) {
        List<Face> faces = pool.with(detector -> detect(detector, photo)).stream()
                .sorted(BEST_FIRST)
                .toList();
        if (faces.size() > maxFaces) {
            throw Problem.TOO_MANY_FACES
                    .because("The photo shows %d faces; at most %d are allowed".formatted(faces.size(), maxFaces))
                    .limit(maxFaces, faces.size());
        }
        return faces;
    }

    private List<Face> detect(NativeDetector detector, Pixels photo) {
        int photoSide = Math.max(photo.width(), photo.height());
        try (BytePointer bytes = new BytePointer(photo.rgb());
                Mat rgb = new Mat(photo.height(), photo.width(), CV_8UC3, bytes)) {
            return looks.at(photoSide, side -> {
                List<Face> finds = plausible(look(detector, rgb, (double) side / photoSide), photoSide);
                return plausible(detector.refined(photo, finds), photoSide);
            });
        }
    }

    private List<Face> plausible(List<Face> finds, int photoSide) {
        return finds.stream()
                .filter(face -> face.side() >= looks.minSide() && face.side() <= 2f * photoSide)
                .toList();
    }

    private static List<Face> look(NativeDetector detector, Mat rgb, double scale) {
        int width = Math.max(1, (int) Math.round(rgb.cols() * scale));
        int height = Math.max(1, (int) Math.round(rgb.rows() * scale));
        try (Size size = new Size(width, height);
                Mat shrunk = new Mat()) {
            resize(rgb, shrunk, size, 0, 0, INTER_AREA);
            cvtColor(shrunk, shrunk, COLOR_RGB2BGR);
            float x = (float) rgb.cols() / width;
            float y = (float) rgb.rows() / height;
            return detector.detect(shrunk).stream()
                    .map(face -> face.mapped(x, y, 0, 0))
                    .toList();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
