package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class StructuralSimilarityTests {

    @Test
    void isTheFormulaOfTheWindowsMoments() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.randomUniform(-1, 1, new Shape(1, 3, 11, 11), DataType.FLOAT32);
            NDArray b = manager.randomUniform(-1, 1, new Shape(1, 3, 11, 11), DataType.FLOAT32);

            double sum = 0;
            for (int channel = 0; channel < 3; channel++) {
                sum += similarity(channel(a, channel), channel(b, channel));
            }

            assertThat(StructuralSimilarity.of(a, b).getFloat()).isCloseTo((float) (sum / 3), within(1e-5f));
        }
    }

    @Test
    void aPictureBesideAnotherChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.randomUniform(-1, 1, new Shape(2, 3, 32, 24), DataType.FLOAT32);
            NDArray b = a.add(manager.randomUniform(-0.1f, 0.1f, a.getShape(), DataType.FLOAT32));

            float[] both = StructuralSimilarity.ofEach(a, b).toFloatArray();

            assertThat(both[1])
                    .isCloseTo(StructuralSimilarity.of(a.get("1:"), b.get("1:")).getFloat(), within(1e-6f))
                    .isLessThan(1);
        }
    }

    @Test
    void leavesNothingInTheManagerOfTheSecondPicture() {
        try (NDManager manager = NDManager.newBaseManager();
                NDManager scratch = NDManager.newBaseManager()) {
            NDArray b = manager.randomUniform(-1, 1, new Shape(1, 3, 16, 16), DataType.FLOAT32);
            NDArray a = scratch.randomUniform(-1, 1, new Shape(1, 3, 16, 16), DataType.FLOAT32);

            assertThat(StructuralSimilarity.of(a, b).getManager()).isSameAs(scratch);

            assertThat(manager.getManagedArrays()).hasSize(1);
        }
    }

    private static float[] channel(NDArray picture, int channel) {
        return picture.get("0," + channel).toFloatArray();
    }

    /** Of two pictures as large as the window. */
    private static double similarity(float[] a, float[] b) {
        double weights = 0;
        double meanA = 0;
        double meanB = 0;
        double squareA = 0;
        double squareB = 0;
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            double x = i % 11 - 5;
            double y = i / 11 - 5;
            double weight = Math.exp(-(x * x + y * y) / (2 * 1.5 * 1.5));
            weights += weight;
            meanA += weight * a[i];
            meanB += weight * b[i];
            squareA += weight * a[i] * a[i];
            squareB += weight * b[i] * b[i];
            product += weight * a[i] * b[i];
        }
        meanA /= weights;
        meanB /= weights;
        double varianceA = squareA / weights - meanA * meanA;
        double varianceB = squareB / weights - meanB * meanB;
        double covariance = product / weights - meanA * meanB;
        double c1 = 0.02 * 0.02;
        double c2 = 0.06 * 0.06;
        return (2 * meanA * meanB + c1)
                * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
    }
}
