package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MinimumNormTests {

    private static final Offset<Double> CLOSE = within(1e-3);

    @Test
    void theGoldenWeightsAreFoundAndTheirLengthIsNotExceeded() throws IOException {
        Map<String, Tensor> inputs = Safetensors.read(SharedData.golden("12_mgda_inputs.safetensors"))
                .tensors();
        JsonNode cases = JsonMapper.shared()
                .readTree(SharedData.golden("12_mgda_expected.json").toFile())
                .get("cases");
        assertThat(cases.size()).isEqualTo(12);
        for (JsonNode expected : cases) {
            String name = expected.get("name").asString();
            double[][] products = products(inputs.get(expected.get("tensor").asString()));
            double[] weights = MinimumNorm.weights(products);
            assertPointOfTheSimplex(weights);
            double cost = expected.get("exact").get("cost").asDouble();
            assertThat(length(products, weights)).as(name).isLessThanOrEqualTo(cost * (1 + 1e-3) + 1e-6);
            for (int i = 0; i < weights.length; i++) {
                double exact = expected.get("exact").get("weights").get(i).asDouble();
                assertThat(weights[i]).as(name).isCloseTo(exact, CLOSE);
            }
        }
    }

    @Test
    void orthogonalGradientsCountByTheInverseOfTheirSquares() {
        double[] weights = MinimumNorm.weights(new double[][] {{4, 0, 0}, {0, 1, 0}, {0, 0, 2}});

        assertThat(weights).containsExactly(new double[] {1 / 7., 4 / 7., 2 / 7.}, CLOSE);
        assertThat(MinimumNorm.weights(new double[][] {{3, 0}, {0, 3}})).containsExactly(new double[] {.5, .5}, CLOSE);
    }

    @Test
    void aPointIsAlwaysAnswered() {
        assertPointOfTheSimplex(MinimumNorm.weights(new double[][] {{0}}));
        assertPointOfTheSimplex(MinimumNorm.weights(new double[][] {{0, 0}, {0, 0}}));
        assertPointOfTheSimplex(MinimumNorm.weights(new double[][] {{2, 2}, {2, 2}}));
        assertPointOfTheSimplex(
                MinimumNorm.weights(new double[][] {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}}));
        var random = new SplittableRandom(1);
        for (int run = 0; run < 50; run++) {
            float[] rows = new float[6 * 3];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-4, 4)));
            }
            assertPointOfTheSimplex(MinimumNorm.weights(products(new Tensor(rows, 6, 3))));
        }
    }

    private static void assertPointOfTheSimplex(double... weights) {
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
    }

    private static double length(double[][] products, double... weights) {
        double length = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                length += weights[i] * weights[j] * products[i][j];
            }
        }
        return length;
    }

    private static double[][] products(Tensor rows) {
        int n = (int) rows.shape()[0];
        int length = (int) rows.shape()[1];
        double[][] products = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < length; k++) {
                    products[i][j] += (double) rows.data()[i * length + k] * rows.data()[j * length + k];
                }
            }
        }
        return products;
    }
}
