package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTests {

    @Test
    void ratesHaveWilsonsInterval() {
        Rate rate = Rate.of(8, 10, 10);
        assertThat(rate.value()).isEqualTo(0.8);
        assertThat(rate.low()).isCloseTo(0.4902, within(1e-4));
        assertThat(rate.high()).isCloseTo(0.9433, within(1e-4));
        assertThat(Rate.of(0, 50, 50).low()).isZero();
        assertThat(Rate.of(0, 50, 50).high()).isCloseTo(0.0713, within(1e-4));
        assertThat(Rate.of(50, 50, 50).high()).isEqualTo(1);
    }

    @Test
    void manyTrialsOfFewPeopleAreAsUncertainAsFewPeople() {
        Rate few = Rate.of(80, 100, 10);
        assertThat(few.value()).isEqualTo(0.8);
        assertThat(few.trials()).isEqualTo(100);
        assertThat(few.low()).isCloseTo(Rate.of(8, 10, 10).low(), within(1e-12));
    }

    @Test
    void ofASinglePersonNoIntervalIsTold() {
        assertThat(Rate.of(3, 4, 1).low()).isNull();
        assertThat(Mean.of(List.of(List.of(1.0, 3.0)))).isEqualTo(new Mean(2, null, null, 2));
    }

    @Test
    void theBootstrapFindsTheStandardErrorOfAMean() {
        Random random = new Random(3);
        List<List<Double>> people = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            people.add(List.of(random.nextGaussian(5, 2)));
        }
        Mean mean = Mean.of(people);
        assertThat(mean.count()).isEqualTo(400);
        assertThat(mean.value()).isBetween(mean.low(), mean.high());
        // Two times 1.96 standard errors of 2 / sqrt(400).
        assertThat(mean.high() - mean.low()).isCloseTo(0.392, within(0.05));
        assertThat(Mean.of(people)).isEqualTo(mean);
    }

    @Test
    void copiesOfAPhotoDoNotMakeItMoreCertain() {
        Random random = new Random(3);
        List<List<Double>> once = new ArrayList<>();
        List<List<Double>> often = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double value = random.nextGaussian();
            once.add(List.of(value));
            often.add(List.of(value, value, value, value));
        }
        assertThat(Mean.of(often).low()).isCloseTo(Mean.of(once).low(), within(1e-12));
        assertThat(Mean.of(often).high()).isCloseTo(Mean.of(once).high(), within(1e-12));
    }

    @Test
    void theFrechetDistanceIsThatOfNormalDistributions() {
        List<float[]> a = gaussian(20_000, 1, 0);
        List<float[]> b = gaussian(20_000, 3, 2);
        Frechet distance = Frechet.of(a, b).orElseThrow();
        // Four dimensions: (0 - 2)² + (1 - 3)² each.
        assertThat(distance.distance()).isCloseTo(32, within(0.6));
        assertThat(distance.indicative()).isFalse();
        assertThat(Frechet.of(a, a).orElseThrow().distance()).isCloseTo(0, within(1e-8));
    }

    @Test
    void ofFewImagesTheFrechetDistanceIsIndicativeOrNotToldAtAll() {
        assertThat(Frechet.of(gaussian(Frechet.LEAST - 1, 1, 0), gaussian(500, 1, 0)))
                .isEmpty();
        List<float[]> wide = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            float[] row = new float[128];
            row[i] = 1;
            wide.add(row);
        }
        assertThat(Frechet.of(wide, wide).orElseThrow().indicative()).isTrue();
        assertThat(Frechet.of(wide, wide).orElseThrow().images()).isEqualTo(60);
    }

    private static List<float[]> gaussian(int rows, double deviation, double mean) {
        Random random = new Random(11);
        List<float[]> drawn = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            float[] row = new float[4];
            for (int j = 0; j < 4; j++) {
                row[j] = (float) random.nextGaussian(mean, deviation);
            }
            drawn.add(row);
        }
        return drawn;
    }
}
