package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Golden;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutualProjectionTests {

    @ParameterizedTest
    @CsvSource({"0, 0 1", "1, 0 1", "2, 0 1", "3, 0 1 2", "4, 2 0 1", "5, 0 1 2", "6, 1 2 0"})
    void projectsAsThePaperDoes(int test, String permutation) throws IOException {
        Golden golden = Golden.of("13_pcgrad.safetensors");
        int[] order = Arrays.stream(permutation.split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDArray> gradients = IntStream.range(0, order.length)
                    .mapToObj(i -> golden.tensor("t%d/g%d".formatted(test, i))
                            .on(manager)
                            .expandDims(0))
                    .toList();

            List<NDArray> projected = MutualProjection.of(gradients, order);

            for (int i = 0; i < order.length; i++) {
                assertThat(Golden.largestDifference(
                                projected.get(i), golden.tensor("t%d/paper_projected%d".formatted(test, i))))
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void twoGradientsNoLongerConflict() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.create(new float[] {1, 0, 2}, new Shape(1, 3));
            NDArray b = manager.create(new float[] {-1, 1, 0}, new Shape(1, 3));

            List<NDArray> projected = MutualProjection.of(List.of(a, b), 0, 1);

            assertThat(PerFace.dot(projected.get(0), b).getFloat()).isGreaterThanOrEqualTo(-1e-6f);
            assertThat(PerFace.dot(projected.get(1), a).getFloat()).isGreaterThanOrEqualTo(-1e-6f);
        }
    }

    @Test
    void eachFaceOfABatchIsProjectedByItself() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.randomNormal(0, 1, new Shape(3, 3, 4, 4), DataType.FLOAT32);
            NDArray b = manager.randomNormal(0, 1, new Shape(3, 3, 4, 4), DataType.FLOAT32);

            NDArray together = MutualProjection.of(List.of(a, b), 0, 1).get(0);

            NDList alone = new NDList();
            for (int i = 0; i < 3; i++) {
                String one = "%d:%d".formatted(i, i + 1);
                alone.add(MutualProjection.of(List.of(a.get(one), b.get(one)), 0, 1)
                        .get(0));
            }
            assertThat(together.sub(NDArrays.concat(alone, 0)).abs().max().getFloat())
                    .isLessThan(1e-6f);
        }
    }

    @Test
    void aZeroGradientChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.create(new float[] {1, 2}, new Shape(1, 2));

            assertThat(MutualProjection.of(List.of(a, a.zerosLike()), 0, 1)
                            .get(0)
                            .toFloatArray())
                    .containsExactly(1, 2);
        }
    }
}
