package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A detector that looks several times: at a photo, at its mirror image, and at both a little smaller and larger. It finds
 * what one look finds; landmarks are the mean over all looks that find the same face. Two looks of YuNet differ by 6 to 9 %
 * of the distance of the eyes, which nobody can learn. Safe for concurrent use; the detector stays the caller's.
 */
final class Consensus implements FaceDetector {

    private static final double[] SCALES = {1, 0.8, 1.25};

    /** Longest side, in pixels, of the looks before scaling: detectors shrink what is much larger anyway. */
    private static final double LONG_SIDE = 800;

    /** Share of their union that two finds of the same face have in common. */
    private static final double SAME = 0.5;

    private final FaceDetector detector;

    Consensus(FaceDetector detector) {
        this.detector = detector;
    }

    @Override
    public String name() {
        return detector.name();
    }

    @Override
    public List<Face> detect(Pixels photo) {
        return of(detector.detect(photo), photo);
    }

    /** What more looks say of the faces that one look at the photo found, in their order. */
    List<Face> of(List<Face> faces, Pixels photo) {
        if (faces.isEmpty()) {
            return faces;
        }
        List<List<Face>> looks = new ArrayList<>();
        double fit = Math.min(1, LONG_SIDE / Math.max(photo.width(), photo.height()));
        for (double scale : SCALES) {
            Pixels view = Pictures.resized(photo, fit * scale);
            float x = (float) photo.width() / view.width();
            float y = (float) photo.height() / view.height();
            looks.add(detector.detect(view).stream()
                    .map(face -> face.mapped(x, y, 0, 0))
                    .toList());
            looks.add(detector.detect(Pictures.mirrored(view)).stream()
                    .map(face -> face.mirrored().mapped(x, y, x * view.width(), 0))
                    .toList());
        }
        return faces.stream().map(face -> agreed(face, looks)).toList();
    }

    private static Face agreed(Face face, List<List<Face>> looks) {
        List<Face> same = new ArrayList<>(List.of(face));
        for (List<Face> look : looks) {
            look.stream()
                    .max(Comparator.comparingDouble(find -> find.overlap(face)))
                    .filter(find -> find.overlap(face) > SAME)
                    .ifPresent(same::add);
        }
        List<Point> landmarks = Face.mean(face.score(), same).landmarks();
        return new Face(face.x(), face.y(), face.width(), face.height(), face.score(), landmarks);
    }

    @Override
    public void close() {
        // The detector stays the caller's.
    }
}
