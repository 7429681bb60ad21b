package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.network.Safetensors;
import io.faceward.network.TorchModule;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileFaceNetTests {

    @ParameterizedTest
    @CsvSource({"relu6_ms1m, 999936", "prelu_casia, 999552"})
    void reproducesTheOriginal(String variant, long parameters) throws IOException {
        Golden golden = Golden.of("18_mobilefacenet_embeddings.safetensors");
        var weights = Safetensors.read(SharedData.data("weights/recogniser/mobilefacenet_" + variant + ".safetensors"))
                .tensors();
        var graph = new MobileFaceNet().graph(weights);
        assertThat(graph.parameterCount()).isEqualTo(parameters);
        try (TorchModule module = Golden.module(graph, weights);
                NDManager manager = module.manager().newSubManager()) {
            var embeddings = module.forward(Golden.array(manager, golden.image("images_rgb_uint8")));
            assertThat(Golden.largestDifference(embeddings.head(), golden.tensor(variant + ".embedding")))
                    .isLessThan(1e-4);
        }
    }
}
