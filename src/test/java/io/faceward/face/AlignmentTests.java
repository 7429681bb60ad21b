package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignmentTests {

    private static List<Point> placed(Similarity place, int side) {
        return Template.CELEBA.points().stream()
                .map(p -> new Point(p.x() * side, p.y() * side))
                .map(p -> new Point((float) place.x(p.x(), p.y()), (float) place.y(p.x(), p.y())))
                .toList();
    }

    private static final Similarity SAME = new Similarity(1, 0, 0, 0, 0);
    private static final Similarity TURNED = new Similarity(1.5 * Math.cos(0.3), 1.5 * Math.sin(0.3), 20, -7, 0);

    @Test
    void aFaceThatIsAlreadyInItsPlaceIsTakenAsItIs() {
        assertThat(Alignment.grid(Template.CELEBA, placed(SAME, 112), 112))
                .containsExactly(new float[] {1, 0, 0, 0, 1, 0}, within(1e-5f));
        Pixels photo = ramp(64, 64);
        Tensor cut = Alignment.cut(photo, placed(SAME, 64), Template.CELEBA, 64);
        for (int i = 0; i < 64 * 64; i++) {
            assertThat(cut.data()[i]).isCloseTo((photo.rgb()[3 * i] & 0xff) / 127.5f - 1, within(1e-3f));
        }
    }

    @Test
    void theGridFollowsShiftScaleAndRotation() {
        float[] grid = Alignment.grid(Template.CELEBA, placed(TURNED, 256), 256);
        assertThat(grid[0]).isCloseTo((float) (1.5 * Math.cos(0.3)), within(1e-4f));
        assertThat(grid[1]).isCloseTo((float) (-1.5 * Math.sin(0.3)), within(1e-4f));
        assertThat(grid[3]).isCloseTo((float) (1.5 * Math.sin(0.3)), within(1e-4f));
        assertThat(grid[2]).isCloseTo((float) (2 * TURNED.x(128, 128) / 256 - 1), within(1e-4f));
    }

    @Test
    void aCutFollowsShiftScaleAndRotation() {
        // The red channel of the photo is x, so that the cut tells where each of its pixels came from.
        Tensor cut = Alignment.cut(ramp(200, 200), placed(TURNED, 64), Template.CELEBA, 64);
        for (int[] at : new int[][] {{10, 10}, {40, 20}, {30, 50}}) {
            double x = TURNED.x(at[0] + 0.5, at[1] + 0.5) - 0.5;
            assertThat((cut.data()[at[1] * 64 + at[0]] + 1) * 127.5).isCloseTo(x, within(0.1));
        }
    }

    @Test
    void landmarksInACutAreWhereTheTemplateWantsThem() {
        List<Point> found = Alignment.inCut(placed(TURNED, 64), Template.CELEBA, 64);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).x())
                    .isCloseTo(64 * Template.CELEBA.points().get(i).x(), within(1e-3f));
            assertThat(found.get(i).y())
                    .isCloseTo(64 * Template.CELEBA.points().get(i).y(), within(1e-3f));
        }
    }

    @Test
    void shrinkingAveragesOverTheArea() {
        byte[] stripes = new byte[3 * 256 * 256];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i / 3 % 2 == 0 ? 0 : 200);
        }
        Similarity four = new Similarity(4, 0, 0, 0, 0);
        Tensor cut = Alignment.cut(new Pixels(256, 256, stripes), placed(four, 64), Template.CELEBA, 64);
        assertThat(cut.data()[32 * 64 + 32]).isCloseTo(100 / 127.5f - 1, within(0.01f));
    }

    @Test
    void beyondTheEdgeTheEdgeIsRepeated() {
        Similarity outside = new Similarity(1, 0, -32, 0, 0);
        Tensor cut = Alignment.cut(ramp(64, 64), placed(outside, 64), Template.CELEBA, 64);
        assertThat(cut.data()[0]).isEqualTo(-1);
        assertThat((cut.data()[63] + 1) * 127.5).isCloseTo(31, within(0.01));
    }

    @Test
    void aCutBesideTheFaceShowsWhatIsBesideIt() {
        Tensor beside = Alignment.cut(ramp(64, 64), placed(SAME, 64), Template.CELEBA.cutBeside(0.125f, 1), 64);
        Tensor smaller = Alignment.cut(ramp(64, 64), placed(SAME, 64), Template.CELEBA.cutBeside(0, 0.5f), 64);
        assertThat((beside.data()[32 * 64 + 10] + 1) * 127.5).isCloseTo(18, within(0.01));
        assertThat((smaller.data()[32 * 64] + 1) * 127.5).isCloseTo(15.75, within(0.01));
        assertThat((smaller.data()[32 * 64 + 63] + 1) * 127.5).isCloseTo(47.25, within(0.01));
    }

    @Test
    void theOvalHoldsTheFaceAndNotTheCorners() {
        float[] oval = new float[128 * 128];
        Alignment.oval(placed(SAME, 128), 128, oval, 0);
        placed(SAME, 128).forEach(p -> assertThat(oval[Math.round(p.y()) * 128 + Math.round(p.x())])
                .isEqualTo(1));
        assertThat(oval[0]).isZero();
        assertThat(oval[127]).isZero();
    }

    @Test
    void aFaceWithoutLandmarksGetsTheUsualOnes() {
        List<Point> points = Alignment.landmarks(new Face(100, 200, 50, 70, 1, List.of()));
        assertThat(points).hasSize(5);
        assertThat(points.get(0).x()).isBetween(110f, 117f);
        assertThat(points.get(3).y()).isBetween(245f, 255f);
    }

    private static Pixels ramp(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgb[3 * i] = (byte) (i % width);
        }
        return new Pixels(width, height, rgb);
    }
}
