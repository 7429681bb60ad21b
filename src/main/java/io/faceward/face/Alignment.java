package io.faceward.face;

import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Turns, scales and shifts faces to where a network expects them. */
public final class Alignment {

    /** Samples per output pixel and axis, at most: of a face of 4,000 pixels. */
    private static final int MAX_SAMPLES = 32;

    /** The oval of a face on {@link Template#ARC_FACE}, forehead and chin included, in parts of the side. */
    private static final Point OVAL_CENTRE = new Point(0.5f, 0.554f);

    private static final Point OVAL_RADII = new Point(0.411f, 0.518f);
    private static final double SOFT_EDGE = 0.25;

    /** Where detectors put landmarks in a box, in parts of its sides; for detectors that find none. */
    private static final List<Point> IN_BOX = List.of(
            new Point(0.27f, 0.40f),
            new Point(0.72f, 0.40f),
            new Point(0.49f, 0.60f),
            new Point(0.30f, 0.74f),
            new Point(0.69f, 0.74f));

    private Alignment() {}

    /** The landmarks of a face, or their usual places in its box where the detector found none. */
    public static List<Point> landmarks(Face face) {
        return face.landmarks().isEmpty()
                ? IN_BOX.stream()
                        .map(p -> new Point(face.x() + p.x() * face.width(), face.y() + p.y() * face.height()))
                        .toList()
                : face.landmarks();
    }

    /**
     * Cuts an upright face in its place out of a photo; each pixel is the mean over its area, and what lies beyond the
     * photo's edges repeats the edge.
     *
     * @return {@code [3,side,side]} in [-1,1]
     */
    public static Tensor cut(Pixels photo, List<Point> landmarks, Template template, int side) {
        return cut(photo, template.to(landmarks, side), side);
    }

    /** @param place from pixels of the cut to pixels of the photo */
    static Tensor cut(Pixels photo, Similarity place, int side) {
        int samples = (int) Math.min(MAX_SAMPLES, Math.max(1, Math.ceil(place.scale())));
        float[] image = new float[3 * side * side];
        IntStream.range(0, side).parallel().forEach(row -> {
            float[] sum = new float[3];
            for (int column = 0; column < side; column++) {
                sum[0] = sum[1] = sum[2] = 0;
                for (int i = 0; i < samples * samples; i++) {
                    double x = column + (i % samples + 0.5) / samples;
                    double y = row + (i / samples + 0.5) / samples;
                    photo.sample(place.x(x, y), place.y(x, y), sum);
                }
                for (int channel = 0; channel < 3; channel++) {
                    image[(channel * side + row) * side + column] = sum[channel] / (samples * samples) / 127.5f - 1;
                }
            }
        });
        return new Tensor(image, 3, side, side);
    }

    /** Where the landmarks of a face are in its {@link #cut}. */
    public static List<Point> inCut(List<Point> landmarks, Template template, int side) {
        return moved(landmarks, template.to(landmarks, side).inverse());
    }

    /** Where points of a {@link #cut} are in the photo that it was cut from by these landmarks. */
    public static List<Point> outOfCut(List<Point> points, List<Point> landmarks, Template template, int side) {
        return moved(points, template.to(landmarks, side));
    }

    private static List<Point> moved(List<Point> points, Similarity place) {
        return points.stream()
                .map(p -> new Point((float) place.x(p.x(), p.y()), (float) place.y(p.x(), p.y())))
                .toList();
    }

    /**
     * The transform as {@code torch.affine_grid_generator} takes it: two rows of three, from the face in its place to
     * the picture, both in [-1,1] from edge to edge.
     *
     * @param size side of the picture in pixels
     */
    public static float[] grid(Template template, List<Point> landmarks, int size) {
        Similarity place = template.to(landmarks, size);
        double centre = size / 2.0;
        return new float[] {
            (float) place.a(),
            (float) -place.b(),
            (float) (2 * place.x(centre, centre) / size - 1),
            (float) place.b(),
            (float) place.a(),
            (float) (2 * place.y(centre, centre) / size - 1)
        };
    }

    /**
     * Where the face is in a square picture: 1 inside its oval, falling to 0 over a quarter of the radius outside.
     *
     * @param size side of the picture in pixels
     * @param to receives one row after the other from {@code offset}
     */
    public static void oval(List<Point> landmarks, int size, float[] to, int offset) {
        Similarity aligned = Similarity.fit(landmarks, Template.ARC_FACE.points());
        for (int i = 0; i < size * size; i++) {
            double x = i % size + 0.5;
            double y = i / size + 0.5;
            double radius = Math.hypot(
                    (aligned.x(x, y) - OVAL_CENTRE.x()) / OVAL_RADII.x(),
                    (aligned.y(x, y) - OVAL_CENTRE.y()) / OVAL_RADII.y());
            to[offset + i] = (float) Math.min(1, Math.max(0, 1 + (1 - radius) / SOFT_EDGE));
        }
    }
}
