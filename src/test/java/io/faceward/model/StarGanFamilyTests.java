package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StarGanFamilyTests {

    static Stream<Arguments> originals() {
        return Stream.of(
                Arguments.of("02_stargan_generator.safetensors", new StarGan()),
                Arguments.of("03_aggan_generator.safetensors", new AttentionGan()),
                Arguments.of("04_fpgan_generator.safetensors", new FixedPointGan()));
    }

    @ParameterizedTest
    @MethodSource("originals")
    void doesNotUseTheRunningStatisticsThatTheOriginalStores(String file, StarGanFamily architecture)
            throws IOException {
        Golden golden = Golden.of(file);
        try (TorchModule module = Golden.module(architecture.graph(golden.weights()), golden.weights());
                NDManager manager = module.manager().newSubManager()) {
            NDArray edited = module.forward(
                            Golden.array(manager, golden.image("in/x_u8")),
                            Golden.array(manager, golden.tensor("in/c")))
                    .head();
            assertThat(Golden.largestDifference(edited, golden.tensor("out/y_eval_mode")))
                    .isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("originals")
    void theFeaturesAreThoseOfTheLastBlockWhenThereAreFewerThanThree(String file, StarGanFamily architecture)
            throws IOException {
        Golden golden = Golden.of(file);
        try (TorchModule module = Golden.module(architecture.withFeatures(golden.weights()), golden.weights());
                NDManager manager = module.manager().newSubManager()) {
            NDArray features = module.forward(
                            Golden.array(manager, golden.image("in/x_u8")),
                            Golden.array(manager, golden.tensor("in/c")))
                    .get(1);
            assertThat(Golden.largestDifference(features.get(0), golden.tensor("mid/main_10_item0")))
                    .isLessThan(1e-3);
        }
    }

    @Test
    void weightsOfASiblingAreRefused() throws IOException {
        Golden golden = Golden.of("03_aggan_generator.safetensors");
        assertThatThrownBy(() -> new StarGan().graph(golden.weights()))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("4 channels instead of 3");
    }
}
