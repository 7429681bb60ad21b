package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasteTests {

    private static final int SIDE = 256;
    private static final float LEVEL = 2 / 255f;

    private final Paste paste = new Paste(FaceProperties.defaults());

    @Test
    void pixelsOutsideTheSquaresStayTheSameAndTheSourceIsUntouched() {
        Pixels photo = Photos.random(500, 400, 1);
        byte[] before = photo.rgb().clone();
        Square square = new Square(120, 90, 200);

        Pixels result = paste.add(photo, List.of(new Patch(square, noise(1, 3))), 8, false);

        assertThat(photo.rgb()).isEqualTo(before);
        int changedInside = 0;
        int changedOutside = 0;
        for (int i = 0; i < before.length; i++) {
            int x = i / 3 % 500;
            int y = i / 3 / 500;
            boolean inside = x >= 120 && x < 320 && y >= 90 && y < 290;
            if (result.rgb()[i] != before[i]) {
                changedInside += inside ? 1 : 0;
                changedOutside += inside ? 0 : 1;
            }
        }
        assertThat(changedOutside).isZero();
        assertThat(changedInside).isGreaterThan(60_000);
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "560, 1", "1120, 0.5", "1400, 0.4", "2000, 0.4"})
    void closeUpsGetLess(int side, float strength) {
        Pixels photo = Photos.plain(side, side, 128);

        Pixels result = paste.add(photo, List.of(new Patch(new Square(0, 0, side), constant(10 * LEVEL))), 16, false);

        assertThat((double) (result.rgb()[0] & 0xff)).isCloseTo(128 + 10 * strength, within(1.0));
        long sum = 0;
        for (byte sample : result.rgb()) {
            sum += (sample & 0xff) - 128;
        }
        assertThat((double) sum / result.rgb().length).isCloseTo(10 * strength, within(0.05));
    }

    @Test
    void withoutPatchesNothingChanges() {
        Pixels photo = Photos.random(33, 21, 2);

        Pixels result = paste.add(photo, List.of(), 8, false);

        assertThat(result.rgb()).isEqualTo(photo.rgb()).isNotSameAs(photo.rgb());
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.9f, 1, 7.5f, 8, 15.999f, 255})
    void noSampleDiffersByMoreThanTheWholeGreyLevelsOfEpsilon(float epsilon) {
        Pixels photo = Photos.random(300, 300, 3);
        List<Patch> overlapping = List.of(
                new Patch(new Square(0, 0, 300), constant(2)),
                new Patch(new Square(-20, 40, 250), noise(5, 4)),
                new Patch(new Square(60, 100, 77), constant(-4)));

        Pixels result = paste.add(photo, overlapping, epsilon, false);

        assertThat(largestDifference(photo, result)).isEqualTo((int) epsilon);
    }

    @Test
    void overlapsAddUpBeforeTheyAreCut() {
        Pixels photo = Photos.plain(300, 300, 100);
        Square square = new Square(0, 0, 300);
        List<Patch> patches = List.of(new Patch(square, constant(9 * LEVEL)), new Patch(square, constant(-4 * LEVEL)));

        assertThat(Photos.level(paste.add(photo, patches, 8, false), 150, 150, 0))
                .isEqualTo(105);
        assertThat(Photos.level(paste.add(photo, patches, 3, false), 150, 150, 0))
                .isEqualTo(103);
    }

    @Test
    void resultsStayWithinEightBits() {
        Patch up = new Patch(new Square(0, 0, 100), constant(1));
        Patch down = new Patch(new Square(0, 0, 100), constant(-1));

        assertThat(Photos.level(paste.add(Photos.plain(100, 100, 250), List.of(up), 20, false), 50, 50, 1))
                .isEqualTo(255);
        assertThat(Photos.level(paste.add(Photos.plain(100, 100, 5), List.of(down), 20, false), 50, 50, 1))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.5f, 2.3f, -0.1f, -3.75f})
    void roundingKeepsTheMeanOfSmallNeighbourhoods(float levels) {
        Pixels result = paste.add(
                Photos.plain(256, 256, 100),
                List.of(new Patch(new Square(0, 0, 256), constant(levels * LEVEL))),
                8,
                false);

        for (int top = 0; top < 256; top += 16) {
            for (int left = 0; left < 256; left += 16) {
                double sum = 0;
                for (int i = 0; i < 256; i++) {
                    sum += Photos.level(result, left + i % 16, top + i / 16, 0) - 100;
                }
                assertThat(sum / 256).isCloseTo(levels, within(0.04));
            }
        }
    }

    @Test
    void fadesOutWithoutASeam() {
        Pixels photo = Photos.plain(600, 600, 100);
        Square square = new Square(100, 100, 400);

        Pixels result = paste.add(photo, List.of(new Patch(square, constant(1))), 16, false);

        for (int row = 150; row < 450; row += 7) {
            int steepest = 0;
            for (int x = 1; x < 600; x++) {
                int step = Photos.level(result, x, row, 0) - Photos.level(result, x - 1, row, 0);
                steepest = Math.max(steepest, Math.abs(step));
            }
            // Smoothstep to the clip at 16 of 127.5 levels rises by at most 4 levels per pixel, and dither adds one.
            assertThat(steepest).isBetween(2, 5);
            assertThat(Photos.level(result, 100, row, 0) - 100).isLessThanOrEqualTo(1);
            assertThat(Photos.level(result, 499, row, 0) - 100).isLessThanOrEqualTo(1);
            assertThat(Photos.level(result, 300, row, 0)).isEqualTo(116);
        }
    }

    @Test
    void keepsItsFullStrengthTowardsTheEdgesOfThePhoto() {
        Pixels photo = Photos.plain(300, 300, 100);

        Pixels result = paste.add(photo, List.of(new Patch(new Square(0, -30, 200), constant(8 * LEVEL))), 8, false);

        assertThat(Photos.level(result, 0, 0, 0)).isEqualTo(108);
        assertThat(Photos.level(result, 199, 60, 0)).isLessThanOrEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({"400, 311.3, 207.7", "256, 300, 200", "120, 250.5, 190.2", "64, 200, 222.25", "1500, 900, 700"})
    void aMarkInTheCropLandsAtItsPlaceInThePhoto(int side, double x, double y) {
        Square square = new Square((int) (x - side * 0.4), (int) (y - side * 0.6), side);
        double perPixel = SIDE / (double) side;
        Tensor mark = mark((x - square.x()) * perPixel - 0.5, (y - square.y()) * perPixel - 0.5);
        Pixels photo = Photos.plain(1800, 1800, 128);

        Pixels result = paste.add(photo, List.of(new Patch(square, mark)), 60, false);

        double sum = 0;
        double centreX = 0;
        double centreY = 0;
        for (int i = 0; i < photo.count(); i++) {
            int delta = Photos.level(result, i % 1800, i / 1800, 2) - 128;
            sum += delta;
            centreX += delta * (i % 1800 + 0.5);
            centreY += delta * (i / 1800 + 0.5);
        }
        assertThat(centreX / sum).isCloseTo(x, within(0.1));
        assertThat(centreY / sum).isCloseTo(y, within(0.1));
    }

    @Test
    void whatIsCutAgainAfterPastingIsTheSumOfImageAndPerturbation() {
        FaceProperties properties = FaceProperties.defaults();
        Pixels photo = Photos.plain(900, 900, 120);
        Face face = new Face(250, 250, 300, 300, 1, List.of());
        Crops crops = new Crops(properties);
        Square square = crops.cut(photo, List.of(face)).get(0).square();
        Tensor delta = mark(128.25, 120.75);

        Pixels result = paste.add(photo, List.of(new Patch(square, delta)), 60, false);

        float[] cut = crops.cut(result, List.of(face)).get(0).image().data();
        float largest = 0;
        for (int i = 0; i < cut.length; i++) {
            largest = Math.max(largest, Math.abs(cut[i] - (120 / 127.5f - 1 + delta.data()[i])));
        }
        assertThat(largest).isLessThan(0.02f);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "1, 40", "64, 3"})
    void tinyPhotosWork(int width, int height) {
        Pixels photo = Photos.plain(width, height, 100);

        Pixels result = paste.add(photo, List.of(new Patch(new Square(-20, -20, 90), constant(1))), 6, false);

        assertThat(Photos.level(result, 0, 0, 0)).isEqualTo(106);
        assertThat(result.rgb()).hasSameSizeAs(photo.rgb());
    }

    @Test
    void squaresOutsideThePhotoChangeNothing() {
        Pixels photo = Photos.random(50, 50, 6);
        List<Patch> outside =
                List.of(new Patch(new Square(60, 0, 20), constant(1)), new Patch(new Square(0, -40, 30), constant(1)));

        assertThat(paste.add(photo, outside, 8, false).rgb()).isEqualTo(photo.rgb());
    }

    @Test
    void greyStaysGrey() {
        Pixels photo = Photos.plain(300, 300, 100);
        float[] red = new float[3 * SIDE * SIDE];
        Arrays.fill(red, 0, SIDE * SIDE, 20 * LEVEL);
        List<Patch> patches = List.of(
                new Patch(new Square(0, 0, 300), new Tensor(red, 3, SIDE, SIDE)),
                new Patch(new Square(50, 50, 180), noise(0.1f, 7)));

        Pixels result = paste.add(photo, patches, 16, true);

        int coloured = 0;
        for (int i = 0; i < 3 * photo.count(); i += 3) {
            byte[] rgb = result.rgb();
            coloured += rgb[i] == rgb[i + 1] && rgb[i] == rgb[i + 2] ? 0 : 1;
        }
        assertThat(coloured).isZero();
        assertThat(Photos.level(result, 10, 10, 0)).isBetween(105, 106);
    }

    @Test
    void sameInputGivesSameBytes() {
        Pixels photo = Photos.random(700, 500, 8);
        List<Patch> patches = List.of(
                new Patch(new Square(10, 10, 400), noise(0.2f, 9)),
                new Patch(new Square(200, 50, 350), noise(0.2f, 10)));

        byte[] once = paste.add(photo, patches, 8, false).rgb();

        for (int i = 0; i < 5; i++) {
            assertThat(paste.add(photo, patches, 8, false).rgb()).isEqualTo(once);
        }
    }

    @Test
    void refusesUnusablePerturbationsAndEpsilons() {
        Pixels photo = Photos.plain(50, 50, 1);
        Square square = new Square(0, 0, 50);
        Tensor broken = constant(0);
        broken.data()[77] = Float.NaN;

        assertProblem(Problem.INTERNAL, photo, new Patch(square, broken), 8);
        assertProblem(Problem.INTERNAL, photo, new Patch(square, new Tensor(new float[3], 3, 1, 1)), 8);
        assertProblem(Problem.BAD_PARAMETER, photo, new Patch(square, constant(0)), -1);
        assertProblem(Problem.BAD_PARAMETER, photo, new Patch(square, constant(0)), Float.NaN);
        assertProblem(Problem.BAD_PARAMETER, photo, new Patch(square, constant(0)), 256);
    }

    private void assertProblem(Problem problem, Pixels photo, Patch patch, float epsilon) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> paste.add(photo, List.of(patch), epsilon, false))
                .extracting(ServiceException::problem)
                .isEqualTo(problem);
    }

    private static int largestDifference(Pixels a, Pixels b) {
        int largest = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            largest = Math.max(largest, Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
        }
        return largest;
    }

    private static Tensor constant(float value) {
        float[] data = new float[3 * SIDE * SIDE];
        Arrays.fill(data, value);
        return new Tensor(data, 3, SIDE, SIDE);
    }

    private static Tensor noise(float amplitude, long seed) {
        Random random = new Random(seed);
        float[] data = new float[3 * SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            data[i] = amplitude * (2 * random.nextFloat() - 1);
        }
        return new Tensor(data, 3, SIDE, SIDE);
    }

    /** A soft bump of 40 grey levels around a place in the crop. */
    private static Tensor mark(double x, double y) {
        float[] data = new float[3 * SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            double dx = i % SIDE - x;
            double dy = i / SIDE % SIDE - y;
            data[i] = (float) (40 * LEVEL * Math.exp(-(dx * dx + dy * dy) / (2 * 9)));
        }
        return new Tensor(data, 3, SIDE, SIDE);
    }
}
