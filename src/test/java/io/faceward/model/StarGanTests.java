package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.faceward.network.TorchModule;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StarGanTests {

    @Test
    void reproducesTheOriginalAndItsGradient() throws IOException {
        Golden golden = Golden.of("02_stargan_generator.safetensors");
        try (TorchModule module = Golden.module(new StarGan().graph(golden.weights()), golden.weights());
                NDManager manager = module.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray image = Golden.array(manager, golden.image("in/x_u8"));
            image.setRequiresGradient(true);
            NDArray edited = module.differentiate(image, Golden.array(manager, golden.tensor("in/c")))
                    .head();
            collector.backward(edited.square().sum().mul(0.5));

            assertThat(Golden.largestDifference(edited, golden.tensor("out/y"))).isLessThan(1e-4);
            double largest = Golden.largest(golden.tensor("grad/x").data());
            assertThat(Golden.largestDifference(image.getGradient(), golden.tensor("grad/x")))
                    .isLessThan(1e-3 * largest);
        }
    }

    @Test
    void doesNotUseTheRunningStatisticsThatTheOriginalStores() throws IOException {
        Golden golden = Golden.of("02_stargan_generator.safetensors");
        try (TorchModule module = Golden.module(new StarGan().graph(golden.weights()), golden.weights());
                NDManager manager = module.manager().newSubManager()) {
            NDArray edited = module.forward(
                            Golden.array(manager, golden.image("in/x_u8")),
                            Golden.array(manager, golden.tensor("in/c")))
                    .head();
            assertThat(Golden.largestDifference(edited, golden.tensor("out/y_eval_mode")))
                    .isGreaterThan(0.1);
        }
    }
}
