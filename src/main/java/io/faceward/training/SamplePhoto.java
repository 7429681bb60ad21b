package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.face.Similarity;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes a portrait of nobody for demonstrations: the mean of many aligned portraits before a plain background. The same
 * portraits in the same order give the same bytes. Safe for concurrent use where the detector is.
 */
public final class SamplePhoto {

    static final int WIDTH = 768;
    static final int HEIGHT = 960;

    /** Where eyes, nose and mouth corners come to lie. */
    static final List<Point> TEMPLATE = List.of(
            new Point(306, 412), new Point(462, 412), new Point(384, 502), new Point(319, 592), new Point(449, 592));

    /** Part of the portraits that is used: the most frontal ones. */
    private static final double KEPT = 0.4;

    private final FaceDetector detector;

    /** @param detector one that finds landmarks */
    public SamplePhoto(FaceDetector detector) {
        this.detector = detector;
    }

    private record Aligned(Pixels portrait, Similarity toPortrait) {
        double turned() {
            return toPortrait.error() / toPortrait.scale();
        }
    }

    /**
     * Blends portraits into one photo of 768x960 pixels.
     *
     * @throws IllegalArgumentException when the detector finds landmarks in none of them
     */
    public Pixels blend(List<Pixels> portraits) {
        List<Aligned> aligned = align(portraits);
        MeanPortrait mean = new MeanPortrait(WIDTH, HEIGHT);
        aligned.stream()
                .sorted(Comparator.comparingDouble(Aligned::turned))
                .limit((long) Math.ceil(KEPT * aligned.size()))
                .forEach(one -> mean.add(one.portrait, one.toPortrait));
        return Studio.develop(mean.levels(), WIDTH, HEIGHT);
    }

    private List<Aligned> align(List<Pixels> portraits) {
        List<Aligned> aligned = new ArrayList<>();
        for (Pixels portrait : portraits) {
            detector.detect(portrait).stream()
                    .filter(face -> face.landmarks().size() == TEMPLATE.size())
                    .max(Comparator.comparingDouble(Face::width))
                    .ifPresent(face -> aligned.add(new Aligned(portrait, Similarity.fit(TEMPLATE, face.landmarks()))));
        }
        if (aligned.isEmpty()) {
            throw new IllegalArgumentException("No face with landmarks in %d portraits".formatted(portraits.size()));
        }
        return aligned;
    }
}
