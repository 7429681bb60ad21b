package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerceptualDistanceTests {

    @Test
    void growsWithTheNoiseAndIsSymmetric() throws IOException {
        Map<String, Tensor> weights = Safetensors.read(
                        SharedData.data("weights/perceptual/lpips_style_squeezenet11.safetensors"))
                .tensors();
        Golden faces = Golden.of("02_stargan_generator.safetensors");
        try (TorchModule module = Golden.module(new PerceptualDistance().graph(weights), weights);
                NDManager manager = module.manager().newSubManager()) {
            NDArray a = faces.image("in/x_u8").on(manager);
            manager.getEngine().setRandomSeed(1);
            NDArray noise = manager.randomNormal(a.getShape());
            NDArray little = a.add(noise.mul(0.05f)).clip(-1, 1);
            NDArray much = a.add(noise.mul(0.3f)).clip(-1, 1);

            float[] none = module.forward(a, a).head().toFloatArray();
            assertThat(none).hasSize(2).containsOnly(0);
            float[] near = module.forward(a, little).head().toFloatArray();
            float[] far = module.forward(a, much).head().toFloatArray();
            assertThat(near[0]).isBetween(0.001f, far[0]);
            assertThat(far[0]).isBetween(0.1f, 2f);
            assertThat(module.forward(much, a).head().toFloatArray()[1]).isCloseTo(far[1], within(1e-5f));
        }
    }
}
