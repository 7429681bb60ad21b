package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTests {

    private static final int SIDE = 64;

    private final Canvas canvas = new Canvas(SIDE);

    @Test
    void aShrunkSnippetLiesWhereItIsPut() {
        lay(plain(80, 200), 0.2, new Point(32, 20));

        assertThat(level(32, 20)).isEqualTo(200);
        assertThat(level(25, 13)).isEqualTo(200);
        assertThat(level(22, 20)).isZero();
        assertThat(level(32, 30)).isZero();
    }

    @Test
    void aShrunkSnippetShowsTheMeanOfItsPixels() {
        Snippet checks = plain(80, 0);
        for (int i = 0; i < checks.picture().rgb().length; i++) {
            int pixel = i / 3;
            checks.picture().rgb()[i] = (byte) ((pixel % 80 + pixel / 80) % 2 * 200);
        }
        lay(checks, 0.1, new Point(32, 32));

        assertThat(level(32, 32)).isCloseTo(100, within(2));
    }

    @Test
    void anOvalLeavesTheCorners() {
        Snippet whole = plain(40, 200);
        lay(new Snippet(whole.picture(), List.of(), 0, 0, 40, 40, true), 1, new Point(32, 32));

        assertThat(level(32, 32)).isEqualTo(200);
        assertThat(level(14, 14)).isZero();
    }

    @Test
    void aSoftEdgeMixesWithWhatIsBelow() {
        canvas.lay(plain(40, 200), new Placement(new Point(20, 20), new Point(32, 32), 1, 0, false), Tone.plain(), 8);

        assertThat(level(12, 32)).isBetween(70, 140);
        assertThat(level(18, 32)).isEqualTo(200);
    }

    @Test
    void tellsHowMuchOfEachFaceIsLeft() {
        lay(withFace(), 1, new Point(20, 20));
        assertThat(parts()).containsExactly(1.0);

        lay(plain(16, 0), 1, new Point(12, 20));
        assertThat(parts().get(0)).isCloseTo(0.5, within(0.1));

        lay(withFace(), 1, new Point(64, 40));
        assertThat(parts().get(1)).isCloseTo(0.5, within(0.1));

        lay(plain(64, 9), 1, new Point(32, 32));
        assertThat(parts()).containsExactly(0.0, 0.0);
    }

    private void lay(Snippet snippet, double scale, Point to) {
        canvas.lay(snippet, new Placement(snippet.centre(), to, scale, 0, false), Tone.plain(), 0);
    }

    private List<Double> parts() {
        return canvas.faces().stream().map(Canvas.Shown::part).toList();
    }

    private int level(int column, int row) {
        return canvas.pixels().rgb()[3 * (row * SIDE + column)] & 0xff;
    }

    private static Snippet plain(int side, int level) {
        byte[] rgb = new byte[3 * side * side];
        Arrays.fill(rgb, (byte) level);
        return Snippet.of(new Pixels(side, side, rgb), List.of());
    }

    private static Snippet withFace() {
        Face face = new Face(4, 4, 16, 16, 1, Collections.nCopies(5, new Point(12, 12)));
        return Snippet.of(plain(24, 200).picture(), List.of(face));
    }
}
