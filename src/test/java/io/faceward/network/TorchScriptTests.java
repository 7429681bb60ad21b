package io.faceward.network;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.instanceNorm2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.reflectionPad2d;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptTests {

    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    @TempDir
    Path folder;

    @Test
    void foldingBatchNormLeavesTheAnswerAsItIs() throws IOException {
        Graph graph = normalised();
        Map<String, Tensor> weights = unusual(graph);
        TorchScript folded = TorchScript.forInference(Precision.FLOAT32, graph);
        assertThat(folded.source(graph, weights)).doesNotContain("batch_norm");
        try (TorchModule fast = TorchModule.of(graph, weights, folded, Device.cpu());
                NDManager manager = fast.manager().newSubManager()) {
            NDArray image = manager.randomNormal(new Shape(2, 3, 16, 16));
            NDArray answer = fast.forward(image).head();
            NDArray expected = byHand(weights, image);
            assertThat(answer.sub(expected).abs().max().getFloat())
                    .isLessThan(1e-4f * expected.abs().max().getFloat());
        }
    }

    /** The same convolution and normalisation in the engine's own operations. */
    private static NDArray byHand(Map<String, Tensor> weights, NDArray image) {
        NDManager manager = image.getManager();
        NDArray h = ai.djl.nn.convolutional.Conv2d.conv2d(
                        image,
                        weights.get("0.weight").on(manager),
                        weights.get("0.bias").on(manager),
                        new Shape(2, 2),
                        new Shape(1, 1))
                .head();
        NDArray scale = perChannel(weights, "1.weight", manager)
                .div(perChannel(weights, "1.running_var", manager).add(1e-5f).sqrt());
        return h.sub(perChannel(weights, "1.running_mean", manager))
                .mul(scale)
                .add(perChannel(weights, "1.bias", manager));
    }

    private static NDArray perChannel(Map<String, Tensor> weights, String name, NDManager manager) {
        return weights.get(name).on(manager).reshape(1, -1, 1, 1);
    }

    @Test
    void trainingUsesAndUpdatesTheStatisticsOfTheBatch() throws IOException {
        Graph graph = normalised();
        try (TorchModule module = TorchModule.of(
                        graph,
                        graph.initialise(RANDOM),
                        TorchScript.forTraining(Precision.FLOAT32, graph),
                        Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            NDArray image = manager.randomNormal(new Shape(8, 3, 16, 16)).add(3);
            NDArray answer = module.differentiate(image).head();
            assertThat(answer.mean().getFloat()).isBetween(-0.05f, 0.05f);
            assertThat(module.parameter("1.running_mean").abs().sum().getFloat())
                    .isPositive();
        }
    }

    @Test
    void bfloat16AnswersNearlyTheSame() throws IOException {
        Graph graph = everything();
        Map<String, Tensor> weights = graph.initialise(RANDOM);
        try (TorchModule exact = module(graph, weights, Precision.FLOAT32);
                TorchModule narrow = module(graph, weights, Precision.BFLOAT16);
                NDManager manager = exact.manager().newSubManager()) {
            NDArray image = manager.randomNormal(new Shape(1, 3, 16, 16));
            NDList expected = exact.forward(image);
            NDList actual = narrow.forward(image);
            assertThat(actual).hasSize(2);
            for (int i = 0; i < 2; i++) {
                float difference =
                        actual.get(i).sub(expected.get(i)).abs().max().getFloat();
                assertThat(difference).isPositive().isLessThan(0.03f);
            }
        }
    }

    @Test
    void theSameGraphGivesTheSameBytes() throws IOException {
        Graph graph = everything();
        Map<String, Tensor> weights = graph.initialise(RANDOM);
        TorchScript form = TorchScript.forInference(Precision.FLOAT32, graph);
        form.write(graph, weights, folder.resolve("a.pt"));
        form.write(graph, weights, folder.resolve("b.pt"));
        assertThat(Files.mismatch(folder.resolve("a.pt"), folder.resolve("b.pt")))
                .isEqualTo(-1);
    }

    @Test
    void namesEverythingThatIsWrongWithTheWeights() {
        Graph graph = normalised();
        Map<String, Tensor> weights = new LinkedHashMap<>(graph.initialise(RANDOM));
        weights.remove("0.bias");
        weights.put("1.weight", new Tensor(new float[3], 3));
        weights.put("stranger", new Tensor(new float[1], 1));
        assertThatThrownBy(() -> graph.check(weights))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("0.bias is missing")
                .hasMessageContaining("1.weight has shape [3] instead of [4]")
                .hasMessageContaining("stranger does not belong");
    }

    @Test
    void aFileThatIsNoArchiveIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.pt"), "no archive");
        assertThatThrownBy(() -> TorchModule.load(file, Device.cpu()))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("x.pt");
    }

    private static TorchModule module(Graph graph, Map<String, Tensor> weights, Precision precision)
            throws IOException {
        return TorchModule.of(graph, weights, TorchScript.forInference(precision, graph), Device.cpu());
    }

    private static Graph normalised() {
        Graph graph = new Graph();
        Layer layers = sequential(conv2d(3, 4, 3).stride(2).padding(1), batchNorm2d(4));
        return graph.outputs(graph.add("", layers, graph.input("image")));
    }

    private static Graph everything() {
        Graph graph = new Graph();
        Value down = graph.add(
                "down",
                sequential(
                        reflectionPad2d(1),
                        conv2d(3, 8, 4).stride(2),
                        instanceNorm2d(8),
                        leakyRelu(0.2),
                        residual(named("block", conv2d(8, 8, 3).padding(1).depthwise()))),
                graph.input("image"));
        Value up = graph.add(
                "up",
                sequential(convTranspose2d(8, 3, 3).stride(2).padding(1).outputPadding(1), batchNorm2d(3), sigmoid()),
                down);
        return graph.outputs(up, graph.add("flat", flatten(), up));
    }

    /** Weights and statistics that are far from where training starts. */
    private static Map<String, Tensor> unusual(Graph graph) {
        Map<String, Tensor> weights = graph.initialise(RANDOM);
        weights.replaceAll((name, tensor) -> {
            float[] data = tensor.data();
            for (int i = 0; i < data.length; i++) {
                data[i] = name.endsWith("running_var") ? RANDOM.nextFloat(0.5f, 2) : RANDOM.nextFloat(-1, 1);
            }
            return tensor;
        });
        return weights;
    }
}
