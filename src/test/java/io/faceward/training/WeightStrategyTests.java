package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.training.WeightStrategy.Standing;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightStrategyTests {

    private static final Offset<Double> CLOSE = within(1e-6);
    private static final List<Standing> STANDINGS =
            List.of(new Standing(1, 0.9), new Standing(1, 0.1), new Standing(10, 0.1));
    private static final double[][] PRODUCTS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 2}};

    @ParameterizedTest
    @EnumSource
    void weightsAreAPointOfTheSimplex(WeightStrategy strategy) {
        for (List<Standing> standings :
                List.of(STANDINGS, List.of(new Standing(1, 1), new Standing(1, 1), new Standing(0, 0)))) {
            double[] weights = strategy.weights(standings, PRODUCTS);
            assertThat(Arrays.stream(weights).sum()).isCloseTo(1, CLOSE);
            assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void eachStrategyCountsWhatItSays() {
        assertThat(weights(WeightStrategy.EQUAL)).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, CLOSE);
        assertThat(weights(WeightStrategy.PRIOR)).containsExactly(new double[] {1 / 12., 1 / 12., 10 / 12.}, CLOSE);
        assertThat(weights(WeightStrategy.HARDEST)).containsExactly(new double[] {0, .5, .5}, CLOSE);
        assertThat(weights(WeightStrategy.MGDA)).containsExactly(new double[] {.4, .4, .2}, within(1e-3));
        double[] left = weights(WeightStrategy.DTP);
        assertThat(left[1]).isEqualTo(left[2]).isGreaterThan(100 * left[0]);
        double[] both = weights(WeightStrategy.KPI);
        assertThat(both[2]).isCloseTo(10 * both[1], within(1e-6));
    }

    private static double[] weights(WeightStrategy strategy) {
        return strategy.weights(STANDINGS, PRODUCTS);
    }
}
