package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankTests {

    @Test
    void whatShowsMoreThanItMayIsWorseHoweverMuchItBreaks() {
        Rank quiet = Rank.of(figures(2, 41, 0.1), 2, 40);
        Rank loud = Rank.of(figures(2.5, 41, 0.9), 2, 40);

        assertThat(quiet).isGreaterThan(loud);
        assertThat(loud).isGreaterThan(Rank.NONE);
        assertThat(Rank.of(figures(2, 39.6, 0.9), 2, 40)).isLessThan(quiet);
        assertThat(Rank.of(figures(2.1, 39.8, 0.2), 2, 40)).isGreaterThan(quiet);
    }

    @Test
    void aRunThatGoesOnWithTighterBoundsJudgesItsBestByThem() {
        Rank best = Rank.of(figures(2.5, 41, 0.9), 2.5, 40);
        Rank quieter = Rank.of(figures(1.6, 42, 0.1), 1.6, 40);

        assertThat(Rank.of(best.tensor(), 2.5, 40)).isGreaterThan(quieter);
        assertThat(Rank.of(best.tensor(), 1.6, 40)).isLessThan(quieter);
    }

    private static DefenceExam.Figures figures(double visibility, double psnr, double rate) {
        return new DefenceExam.Figures(
                1, psnr, 0.98, visibility, List.of(new DefenceExam.Reached("stargan", 0.01, 0.5, 0.9, 0, rate)));
    }
}
