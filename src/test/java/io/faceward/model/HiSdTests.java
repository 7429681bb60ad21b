package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HiSdTests {

    private static final String FILE = "06_hisd_gen.safetensors";
    private static final int TAGS = 3;

    @Test
    void reproducesTheOriginalForEveryTag() throws IOException {
        Golden golden = Golden.of(FILE);
        Map<String, Tensor> weights = served(golden);
        try (TorchModule module = Golden.module(new HiSd().withFeatures(weights), weights);
                NDManager manager = module.manager().newSubManager()) {
            NDArray image = Golden.array(manager, golden.image("in/x_u8"));
            for (int tag = 0; tag < TAGS; tag++) {
                var answers = module.forward(image, choice(manager, tag));
                assertThat(Golden.largestDifference(answers.get(0), golden.tensor("out/y_" + tag)))
                        .isLessThan(2e-4);
                assertThat(Golden.largestDifference(answers.get(1), golden.tensor("out/e")))
                        .isLessThan(2e-4);
            }
        }
    }

    @Test
    void reproducesTheGradient() throws IOException {
        Golden golden = Golden.of(FILE);
        Map<String, Tensor> weights = served(golden);
        try (TorchModule module = Golden.module(new HiSd().graph(weights), weights);
                NDManager manager = module.manager().newSubManager()) {
            Gradient gradient = Gradient.of(module, Golden.array(manager, golden.image("in/x_u8")), choice(manager, 2));
            Tensor expected = golden.tensor("grad/x_tag2");
            assertThat(Golden.largestDifference(gradient.toPicture(), expected))
                    .isLessThan(1e-3 * Golden.largest(expected.data()));
            gradient.agreesWithFiniteDifferences();
        }
    }

    @Test
    void itsNetworksMakeTheOriginalsStyles() throws IOException {
        Golden golden = Golden.of(FILE);
        Sizes sizes = new Sizes(golden.weights());
        Tensor picture = new Tensor(golden.image("in/reference_u8").data(), 3, 64, 64);
        for (int tag = 0; tag < TAGS; tag++) {
            assertThat(HiSdStyles.extractor(sizes, "tag", tag, 64).style(golden.weights(), picture))
                    .containsExactly(golden.tensor("out/style_" + tag).data(), within(1e-5f));
        }
        Tensor code = new Tensor(golden.tensor("in/z").data(), 8);
        assertThat(HiSdStyles.mapper(sizes, "blond", 2, 1).style(golden.weights(), code))
                .containsExactly(golden.tensor("out/mapped_tag2_attr1").data(), within(1e-5f));
    }

    private static NDArray choice(NDManager manager, int tag) {
        float[] unit = new float[TAGS];
        unit[tag] = 1;
        return manager.create(unit).expandDims(0);
    }

    /** The original's weights with the styles of the reference picture, one for each tag. */
    private static Map<String, Tensor> served(Golden golden) {
        Map<String, Tensor> weights = new LinkedHashMap<>(golden.weights());
        weights.keySet().removeIf(name -> name.startsWith("extractors.") || name.startsWith("mappers."));
        float[] styles = new float[TAGS * 16];
        float[] tags = new float[TAGS * TAGS];
        for (int tag = 0; tag < TAGS; tag++) {
            System.arraycopy(golden.tensor("out/style_" + tag).data(), 0, styles, 16 * tag, 16);
            tags[tag * TAGS + tag] = 1;
        }
        weights.put("styles", new Tensor(styles, TAGS, 16));
        weights.put("tags", new Tensor(tags, TAGS, TAGS));
        return weights;
    }
}
