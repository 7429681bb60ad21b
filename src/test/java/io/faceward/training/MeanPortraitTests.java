package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Similarity;
import io.faceward.image.Pixels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanPortraitTests {

    private static final Similarity SAME = new Similarity(1, 0, 0, 0, 0);

    @Test
    void equallySharpPortraitsCountAlike() {
        MeanPortrait mean = new MeanPortrait(40, 40);
        mean.add(plain(40, 100), SAME);
        mean.add(plain(40, 151), SAME);

        assertThat(mean.levels()[3 * (20 * 40 + 20)]).isCloseTo(125.5f, within(1e-3f));
    }

    @Test
    void anEnlargedPortraitCountsLess() {
        MeanPortrait mean = new MeanPortrait(40, 40);
        mean.add(plain(40, 100), SAME);
        mean.add(plain(40, 200), new Similarity(0.5, 0, 10, 10, 0));

        assertThat(mean.levels()[3 * (20 * 40 + 20)]).isCloseTo(100 + 100f / 17, within(0.1f));
    }

    @Test
    void samplesBetweenPixelsWhereTheTransformPoints() {
        Pixels ramp = plain(60, 0);
        for (int i = 0; i < ramp.rgb().length; i++) {
            ramp.rgb()[i] = (byte) (2 * (i / 3 % 60));
        }
        MeanPortrait mean = new MeanPortrait(20, 20);
        mean.add(ramp, new Similarity(1, 0, 15.25, 20, 0));

        assertThat(mean.levels()[3 * (10 * 20 + 7)]).isCloseTo(2 * 22.25f, within(1e-3f));
    }

    @Test
    void staysBlackWhereNoPortraitReaches() {
        MeanPortrait mean = new MeanPortrait(40, 40);
        mean.add(plain(10, 100), SAME);

        assertThat(mean.levels()[3 * (30 * 40 + 30)]).isZero();
    }

    private static Pixels plain(int side, int level) {
        byte[] rgb = new byte[3 * side * side];
        Arrays.fill(rgb, (byte) level);
        return new Pixels(side, side, rgb);
    }
}
