package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdGuardGeneratorTests {

    @Test
    void hasAsManyParametersAsTheOriginal() throws IOException {
        assertThat(IdGuardGenerator.trained().parameterCount()).isEqualTo(7_850_819);
        Map<String, Tensor> prior = Map.of("prior", new Tensor(new float[3 * 16 * 16], 1, 3, 16, 16));
        assertThat(IdGuardGenerator.served(prior).parameterCount()).isEqualTo(7_850_819);
    }

    @Test
    void reproducesTheOriginal() throws IOException {
        Golden golden = Golden.of("01_idguard_generator.safetensors");
        Tensor prior = golden.tensor("in/prior_f16");
        try (TorchModule module = Golden.module(IdGuardGenerator.trained(), golden.weights());
                NDManager manager = module.manager().newSubManager()) {
            var perturbation = module.forward(image(golden, manager), Golden.array(manager, prior));
            assertThat(Golden.largestDifference(perturbation.head(), golden.tensor("out/perturbation_before_clamp")))
                    .isLessThan(2e-3);
        }
    }

    @Test
    void servesThePriorFromItsWeights() throws IOException {
        Golden golden = Golden.of("01_idguard_generator.safetensors");
        Map<String, Tensor> weights = new LinkedHashMap<>(golden.weights());
        weights.put("prior", golden.tensor("in/prior_f16"));
        try (TorchModule module = Golden.module(IdGuardGenerator.served(weights), weights);
                NDManager manager = module.manager().newSubManager()) {
            var image = image(golden, manager);
            var perturbation = module.forward(image.concat(image, 0)).head();
            assertThat(Golden.largestDifference(perturbation.get(1), golden.tensor("out/perturbation_before_clamp")))
                    .isLessThan(2e-3);
        }
    }

    @Test
    void aNewPriorIsHeardAsLoudAsThePicture() {
        Map<String, Tensor> weights = IdGuardGenerator.trained().initialise(RandomGenerator.of("L64X128MixRandom"));
        float[] before = weights.get("model0.1.weight").data();

        Map<String, Tensor> hearing = IdGuardGenerator.hearing(weights);

        float[] after = hearing.get("model0.1.weight").data();
        for (int i = 0; i < before.length; i++) {
            boolean ofPrior = i / 49 % 6 > 2;
            assertThat(after[i]).isCloseTo(ofPrior ? 20 * before[i] : before[i], within(1e-6f));
        }
        assertThat(hearing.keySet()).isEqualTo(weights.keySet());
    }

    @Test
    void aPriorThatIsNoSquareIsRefused() {
        Map<String, Tensor> prior = Map.of("prior", new Tensor(new float[3 * 16 * 12], 1, 3, 16, 12));

        assertThatThrownBy(() -> IdGuardGenerator.served(prior)).hasMessageContaining("[1, 3, S, S]");
        assertThatThrownBy(() -> IdGuardGenerator.served(Map.of())).hasMessageContaining("[1, 3, S, S]");
    }

    private static ai.djl.ndarray.NDArray image(Golden golden, NDManager manager) {
        return Golden.array(manager, golden.image("in/image_u8_hwc"))
                .transpose(2, 0, 1)
                .expandDims(0);
    }
}
