package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Golden;
import io.faceward.model.StarGan;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ProjectedGradientTests {

    /** A StarGAN and the picture, condition and start of a run of the original attack on it. */
    private record Attack(TorchModule module, NDArray image, NDArray condition, NDArray clean, NDArray start) {

        NDArray disruption(NDArray x) {
            return Distances.meanSquare(module.differentiate(x, condition).head(), clean);
        }
    }

    @Test
    void reproducesTheFieldsUsualAttack() throws IOException {
        Golden golden = Golden.of("17_attacks_on_stargan.safetensors");
        Golden network = Golden.of("02_stargan_generator.safetensors");
        try (TorchModule module = Golden.module(new StarGan().graph(network.weights()), network.weights());
                NDManager manager = module.manager().newSubManager()) {
            Attack attack = attack(golden, module, manager);

            NDArray once = ProjectedGradient.of(1)
                    .ascend(attack.image, attack.start, attack::disruption)
                    .picture();
            assertThat(shareWithin(once, golden.tensor("out/x_adv_k1"), 1e-5)).isGreaterThan(0.995);
            assertThat(attack.disruption(once).getFloat()).isCloseTo(0.017776f, within(0.03f * 0.017776f));

            NDArray often = ProjectedGradient.of(10)
                    .ascend(attack.image, attack.start, attack::disruption)
                    .picture();
            assertThat(attack.disruption(often).getFloat()).isCloseTo(0.098275f, within(0.03f * 0.098275f));
            assertThat(often.sub(attack.image).abs().max().getFloat()).isLessThanOrEqualTo(0.050001f);
        }
    }

    @Test
    void theGradientIsTheOriginals() throws IOException {
        Golden golden = Golden.of("17_attacks_on_stargan.safetensors");
        Golden network = Golden.of("02_stargan_generator.safetensors");
        try (TorchModule module = Golden.module(new StarGan().graph(network.weights()), network.weights());
                NDManager manager = module.manager().newSubManager()) {
            Attack attack = attack(golden, module, manager);
            Gradient gradient = Gradient.of(attack.start, attack::disruption);
            Tensor expected = golden.tensor("out/grad_step1");
            assertThat(gradient.value()).isCloseTo(0.005046f, within(1e-4f));
            assertThat(Golden.largestDifference(gradient.gradient(), expected))
                    .isLessThan(1e-3 * Golden.largest(expected.data()));
        }
    }

    @Test
    void withoutARandomStartNothingMoves() throws IOException {
        Golden golden = Golden.of("17_attacks_on_stargan.safetensors");
        Golden network = Golden.of("02_stargan_generator.safetensors");
        try (TorchModule module = Golden.module(new StarGan().graph(network.weights()), network.weights());
                NDManager manager = module.manager().newSubManager()) {
            Attack attack = attack(golden, module, manager);
            NDArray end = ProjectedGradient.of(3)
                    .ascend(attack.image, attack.image, attack::disruption)
                    .picture();
            assertThat(end.sub(attack.image).abs().max().getFloat()).isLessThan(1e-6f);
        }
    }

    @Test
    void severalThreadsGoBackAtOnce() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<Float>> answers = new ArrayList<>();
            for (int i = 1; i <= 32; i++) {
                float factor = i;
                answers.add(threads.submit(() -> {
                    try (NDManager own = manager.newSubManager()) {
                        NDArray x = own.ones(new Shape(4)).mul(factor);
                        Gradient gradient = Gradient.of(x, y -> y.square().sum().mul(factor));
                        return gradient.gradient().getFloat(0);
                    }
                }));
            }
            for (int i = 1; i <= 32; i++) {
                assertThat(answers.get(i - 1).get()).isEqualTo(2f * i * i);
            }
            threads.shutdown();
        }
    }

    private static Attack attack(Golden golden, TorchModule module, NDManager manager) {
        NDArray image = golden.image("in/x_u8").on(manager);
        NDArray condition = golden.tensor("in/c").on(manager);
        NDArray clean = module.forward(image, condition).head().duplicate();
        return new Attack(
                module,
                image,
                condition,
                clean,
                image.add(golden.tensor("in/start_noise").on(manager)));
    }

    private static double shareWithin(NDArray actual, Tensor expected, double tolerance) {
        float[] values = actual.toFloatArray();
        int close = 0;
        for (int i = 0; i < values.length; i++) {
            close += Math.abs(values[i] - expected.data()[i]) <= tolerance ? 1 : 0;
        }
        return (double) close / values.length;
    }
}
