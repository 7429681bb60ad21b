package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture against what its original computed, and its gradient against the original's and against itself. */
class OriginalsTests {

    /**
     * @param condition of the golden file, if the network takes one
     * @param gradientTolerance as a share of the largest component
     */
    record Original(
            String file,
            Architecture architecture,
            @Nullable String condition,
            String answer,
            @Nullable String gradient,
            double tolerance,
            double gradientTolerance) {

        @Override
        public String toString() {
            return file + " " + answer;
        }

        Golden golden() throws IOException {
            return Golden.of(file + ".safetensors");
        }

        NDArray[] inputs(Golden golden, NDManager manager) {
            NDArray image = Golden.array(manager, golden.image("in/x_u8"));
            return condition == null
                    ? new NDArray[] {image}
                    : new NDArray[] {image, Golden.array(manager, golden.tensor(condition))};
        }
    }

    static Stream<Original> originals() {
        return Stream.of(
                new Original("02_stargan_generator", new StarGan(), "in/c", "out/y", "grad/x", 1e-4, 1e-3),
                new Original("03_aggan_generator", new AttentionGan(), "in/c", "out/y", "grad/x", 1e-4, 1e-3),
                new Original("04_fpgan_generator", new FixedPointGan(), "in/c", "out/y", "grad/x", 1e-4, 1e-3),
                new Original("05_relgan_generator", new RelGan(), "in/c", "out/y_eval", "grad/x_eval", 2e-4, 1e-3),
                new Original("07_attgan_generator", new AttGan(), "in/a", "out/y_eval", "grad/x_eval", 1e-4, 1e-3),
                new Original("07b_attgan_generator_inject0", new AttGan(), "in/a", "out/y_eval", null, 1e-4, 1e-3),
                new Original(
                        "08_stgan_generator", new StGan(), "in/attr_diff", "out/y_eval", "grad/x_eval", 2e-4, 1e-3),
                new Original(
                        "10_pg_attackmodel",
                        new InitiativeDefenseGenerator(),
                        null,
                        "out/y_eval",
                        "grad/x_eval",
                        2e-4,
                        1e-3),
                new Original("11_advgan", new AdvGan(), null, "out/y_eval", "grad/x_eval", 2e-4, 1e-3));
    }

    @ParameterizedTest
    @MethodSource("originals")
    void reproducesTheOriginalAndItsGradient(Original original) throws IOException {
        Golden golden = original.golden();
        Graph graph = original.architecture().graph(golden.weights());
        try (TorchModule module = Golden.module(graph, golden.weights());
                NDManager manager = module.manager().newSubManager()) {
            Gradient gradient = Gradient.of(module, original.inputs(golden, manager));
            assertThat(Golden.largestDifference(gradient.answer(), golden.tensor(original.answer())))
                    .isLessThan(original.tolerance());
            if (original.gradient() != null) {
                Tensor expected = golden.tensor(original.gradient());
                assertThat(Golden.largestDifference(gradient.toPicture(), expected))
                        .isLessThan(original.gradientTolerance() * Golden.largest(expected.data()));
            }
            gradient.agreesWithFiniteDifferences();
        }
    }
}
