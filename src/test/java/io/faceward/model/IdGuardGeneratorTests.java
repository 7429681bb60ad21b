package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdGuardGeneratorTests {

    @Test
    void hasAsManyParametersAsTheOriginal() {
        assertThat(IdGuardGenerator.trained().parameterCount()).isEqualTo(7_850_819);
        assertThat(IdGuardGenerator.served().parameterCount()).isEqualTo(7_850_819);
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
        try (TorchModule module = Golden.module(IdGuardGenerator.served(), weights);
                NDManager manager = module.manager().newSubManager()) {
            var image = image(golden, manager);
            var perturbation = module.forward(image.concat(image, 0)).head();
            assertThat(Golden.largestDifference(perturbation.get(1), golden.tensor("out/perturbation_before_clamp")))
                    .isLessThan(2e-3);
        }
    }

    private static ai.djl.ndarray.NDArray image(Golden golden, NDManager manager) {
        return Golden.array(manager, golden.image("in/image_u8_hwc"))
                .transpose(2, 0, 1)
                .expandDims(0);
    }
}
