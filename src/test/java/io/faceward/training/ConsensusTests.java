package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTests {

    private static final int SIDE = 240;
    private static final Point CENTRE = new Point(120, 118);

    /** From the centre, of an upright face: eyes, nose, corners of the mouth. */
    private static final List<Point> UPRIGHT =
            List.of(new Point(-20, -22), new Point(20, -22), new Point(0, 2), new Point(-18, 24), new Point(18, 24));

    /** What is painted at each landmark, as a bit for each channel. */
    private static final int[] COLOURS = {1, 2, 3, 4, 5};

    @Test
    void aTurnedFaceIsSeenAsItIs() {
        double angle = Math.toRadians(20);
        Shy shy = new Shy();

        double once = error(shy.detect(photo(angle)), angle);
        double agreed = error(new Consensus(shy).detect(photo(angle)), angle);

        // A fifth of the distance of landmarks from the centre, then a fifth of a fifth of a fifth, and half a pixel.
        assertThat(once).isGreaterThan(1.5);
        assertThat(agreed).isLessThan(0.5);
    }

    @Test
    void errorsOfSingleLooksAverageOut() {
        Shy shy = new Shy();
        shy.steps = new float[] {4, -4, 4, -4, 4, -4, 4, -4, 4, -4, 4, -4, 4};

        // In mirror images an error goes the other way: to the left in both a view and its mirror image is to neither
        // side.
        assertThat(error(new Consensus(shy).detect(photo(0)), 0)).isGreaterThan(1);
        shy.steps = new float[] {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
        shy.looks = 0;
        assertThat(error(new Consensus(shy).detect(photo(0)), 0)).isLessThan(0.5);
    }

    @Test
    void aFaceThatIsNotSeenAgainStaysWhereItWas() {
        Shy once = new Shy() {
            @Override
            public List<Face> detect(Pixels view) {
                return view.width() == SIDE ? super.detect(view) : List.of();
            }
        };

        assertThat(new Consensus(once).detect(photo(0.2))).isEqualTo(once.detect(photo(0.2)));
    }

    @Test
    void aPhotoWithoutFacesIsLookedAtOnce() {
        Shy shy = new Shy();

        assertThat(new Consensus(shy).detect(new Pixels(SIDE, SIDE, new byte[3 * SIDE * SIDE])))
                .isEmpty();
        assertThat(shy.looks).isEqualTo(1);
    }

    /** Finds the painted landmarks, takes them for a fifth less turned than they are, and errs to the right by steps. */
    private static class Shy implements FaceDetector {

        private float[] steps = new float[0];
        private int looks;

        @Override
        public String name() {
            return "shy";
        }

        @Override
        public List<Face> detect(Pixels view) {
            float step = looks < steps.length ? steps[looks] : 0;
            looks++;
            List<Point> found = new ArrayList<>();
            for (int colour : COLOURS) {
                Point middle = middle(view, colour);
                if (middle == null) {
                    return List.of();
                }
                found.add(middle);
            }
            found.subList(0, 2).sort(Comparator.comparingDouble(Point::x));
            found.subList(3, 5).sort(Comparator.comparingDouble(Point::x));
            double angle = Math.atan2(
                    found.get(1).y() - found.get(0).y(),
                    found.get(1).x() - found.get(0).x());
            double x = found.stream().mapToDouble(Point::x).average().orElseThrow();
            double y = found.stream().mapToDouble(Point::y).average().orElseThrow();
            List<Point> landmarks = found.stream()
                    .map(p -> {
                        Point turned = turned(new Point((float) (p.x() - x), (float) (p.y() - y)), -angle / 5);
                        return new Point((float) (turned.x() + x + step), (float) (turned.y() + y));
                    })
                    .toList();
            return List.of(new Face((float) x - 50, (float) y - 50, 100, 100, 0.9f, landmarks));
        }

        private static Point middle(Pixels view, int colour) {
            double sum = 0;
            double across = 0;
            double down = 0;
            for (int i = 0; i < view.width() * view.height(); i++) {
                int seen = 0;
                for (int channel = 0; channel < 3; channel++) {
                    seen |= (view.rgb()[3 * i + channel] & 0xff) > 127 ? 1 << channel : 0;
                }
                if (seen == colour) {
                    sum++;
                    across += i % view.width() + 0.5;
                    down += i / view.width() + 0.5;
                }
            }
            return sum == 0 ? null : new Point((float) (across / sum), (float) (down / sum));
        }

        @Override
        public void close() {}
    }

    private static Point turned(Point point, double angle) {
        return new Point((float) (point.x() * Math.cos(angle) - point.y() * Math.sin(angle)), (float)
                (point.x() * Math.sin(angle) + point.y() * Math.cos(angle)));
    }

    private static List<Point> truth(double angle) {
        return UPRIGHT.stream()
                .map(p -> turned(p, angle))
                .map(p -> new Point(CENTRE.x() + p.x(), CENTRE.y() + p.y()))
                .toList();
    }

    /** Discs of the colours at the landmarks. */
    private static Pixels photo(double angle) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        List<Point> landmarks = truth(angle);
        for (int i = 0; i < SIDE * SIDE; i++) {
            Point here = new Point(i % SIDE + 0.5f, i / SIDE + 0.5f);
            for (int k = 0; k < COLOURS.length; k++) {
                if (here.distance(landmarks.get(k)) < 6) {
                    for (int channel = 0; channel < 3; channel++) {
                        rgb[3 * i + channel] = (byte) ((COLOURS[k] >> channel & 1) == 1 ? 255 : 0);
                    }
                }
            }
        }
        return new Pixels(SIDE, SIDE, rgb);
    }

    private static double error(List<Face> found, double angle) {
        List<Point> truth = truth(angle);
        double sum = 0;
        for (int i = 0; i < truth.size(); i++) {
            sum += found.get(0).landmarks().get(i).distance(truth.get(i));
        }
        return sum / truth.size();
    }
}
