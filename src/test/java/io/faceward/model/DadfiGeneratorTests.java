package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DadfiGeneratorTests {

    @Test
    void hasAsManyParametersAsAdvGan() {
        assertThat(DadfiGenerator.untrained(8).parameterCount()).isEqualTo(86_896);
        assertThat(DadfiGenerator.recogniser(8).parameterCount()).isEqualTo(10_809);
    }

    @Test
    void theRecogniserIsAdvGansDiscriminatorBeforeItsSigmoid() throws IOException {
        Golden golden = Golden.of("11_advgan.safetensors");
        Map<String, Tensor> weights = golden.file().under("dparam/");
        try (TorchModule module = Golden.module(DadfiGenerator.recogniser(8), weights);
                NDManager manager = module.manager().newSubManager()) {
            NDArray logits = module.forward(Golden.array(manager, golden.image("in/x_u8")))
                    .head()
                    .duplicate();
            NDArray real = logits.neg().exp().add(1).pow(-1);
            assertThat(Golden.largestDifference(real, golden.tensor("out/d_eval")))
                    .isLessThan(2e-4);
        }
    }

    /** Instance normalisation over a batch of one is batch normalisation with the batch's statistics. */
    @Test
    void theGeneratorIsAdvGansWithTheStatisticsOfEachImage() throws IOException {
        Golden golden = Golden.of("11_advgan.safetensors");
        Map<String, Tensor> weights = golden.weights();
        Graph original = new AdvGan().graph(weights);
        try (TorchModule advGan = TorchModule.of(
                        original, weights, TorchScript.forTraining(Precision.FLOAT32, original), Device.cpu());
                TorchModule dadfi = Golden.module(new DadfiGenerator().graph(weights), weights);
                NDManager manager = advGan.manager().newSubManager()) {
            NDArray image = Golden.array(manager, golden.image("in/x_u8")).get("0:1");
            Tensor expected = Tensor.of(advGan.differentiate(image).head());
            assertThat(Golden.largestDifference(dadfi.forward(image).head(), expected))
                    .isLessThan(2e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"8,256,256", "8,300,300", "16,299,301", "4,30,45", "8,13,16"})
    void everySizeIsKept(int width, int height, int columns) throws IOException {
        Map<String, Tensor> weights =
                DadfiGenerator.untrained(width).initialise(RandomGenerator.of("L64X128MixRandom"));
        try (TorchModule module = Golden.module(new DadfiGenerator().graph(weights), weights);
                NDManager manager = module.manager().newSubManager()) {
            NDArray delta = module.forward(manager.randomUniform(-1, 1, new Shape(2, 3, height, columns)))
                    .head();
            assertThat(delta.getShape()).isEqualTo(new Shape(2, 3, height, columns));
            assertThat(delta.duplicate().abs().max().getFloat()).isBetween(1e-6f, 0.5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"256,256", "300,300", "61,46", "13,16"})
    void aUniversalPerturbationIsStretchedOverThePicture(int height, int columns) throws IOException {
        Graph graph = DadfiGenerator.withUniversal(8);
        Map<String, Tensor> weights = graph.initialise(RandomGenerator.of("L64X128MixRandom"));
        weights.replaceAll((name, tensor) -> new Tensor(new float[tensor.data().length], tensor.shape()));
        float[] ramp = new float[3 * 144 * 144];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i % 144 / 144f;
        }
        weights.put("universal", new Tensor(ramp, 1, 3, 144, 144));
        try (TorchModule module = Golden.module(new DadfiGenerator().graph(weights), weights);
                NDManager manager = module.manager().newSubManager()) {
            Shape shape = new Shape(2, 3, height, columns);
            NDArray delta = module.forward(manager.randomUniform(-1, 1, shape)).head();
            assertThat(delta.getShape()).isEqualTo(shape);
            for (int x = 0; x < columns; x++) {
                double at = Math.max(0, Math.min(143, (x + 0.5) * 144 / columns - 0.5));
                assertThat(delta.getFloat(1, 2, height - 1, x)).isCloseTo((float) (at / 144), within(1e-5f));
            }
        }
    }

    @Test
    void theGeneratorTellsWhereInAFaceTheUniversalPerturbationIsStronger() throws IOException {
        Graph graph = DadfiGenerator.withUniversal(8);
        Map<String, Tensor> weights = graph.initialise(RandomGenerator.of("L64X128MixRandom"));
        String last = "decoder.6.weight";
        float[] only = weights.get(last).data().clone();
        int kernel = 6 * 6;
        for (int i = 0; i < only.length; i++) {
            // Of [8,4,6,6], the fourth output's are the only ones that stay, a hundred times as large.
            only[i] *= i / kernel % 4 == 3 ? 100 : 0;
        }
        weights.put(last, new Tensor(only, weights.get(last).shape()));
        weights.put("universal", new Tensor(ones(3 * 144 * 144), 1, 3, 144, 144));
        try (TorchModule module = Golden.module(graph, weights);
                NDManager manager = module.manager().newSubManager()) {
            NDArray delta = module.forward(manager.randomUniform(-1, 1, new Shape(1, 3, 64, 64)))
                    .head()
                    .duplicate();
            assertThat(delta.min().getFloat()).isBetween(0f, 0.9f);
            assertThat(delta.max().getFloat()).isBetween(1.1f, 2f);
            // The same for all colours.
            assertThat(delta.get(":,0").sub(delta.get(":,2")).abs().max().getFloat())
                    .isZero();
        }
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @ParameterizedTest
    @EnumSource
    void paddingLeavesTheRestAsItIs(Precision precision) throws IOException {
        Graph graph = DadfiGenerator.untrained(8);
        Map<String, Tensor> weights = graph.initialise(RandomGenerator.of("L64X128MixRandom"));
        try (TorchModule module =
                        TorchModule.of(graph, weights, TorchScript.forInference(precision, graph), Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            // A constant picture continued by its last pixels is a constant picture.
            float small = middle(module, manager.full(new Shape(1, 3, 61, 62), 0.3f));
            float whole = middle(module, manager.full(new Shape(1, 3, 64, 64), 0.3f));
            assertThat(small).isCloseTo(whole, within(1e-3f));
        }
    }

    private static float middle(TorchModule module, NDArray picture) {
        return module.forward(picture).head().getFloat(0, 1, 30, 30);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSizesAreReadFromTheWeights(boolean universal) throws IOException {
        Graph graph = universal ? DadfiGenerator.withUniversal(12) : DadfiGenerator.untrained(12);
        Map<String, Tensor> weights = graph.initialise(RandomGenerator.of("L64X128MixRandom"));
        assertThat(new DadfiGenerator().graph(weights).names())
                .isEqualTo(weights.keySet().stream().collect(Collectors.toList()));
        new DadfiGenerator().graph(weights).check(weights);
    }
}
