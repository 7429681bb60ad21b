package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FaceRefinerTests {

    private static final Map<String, Tensor> WEIGHTS = FaceRefiner.trained()
            .initialise(RandomGeneratorFactory.of("L64X128MixRandom").create(3));

    @Test
    void isSmallAndAnswersARowForEachCandidate() throws IOException {
        assertThat(FaceRefiner.trained().parameterCount()).isEqualTo(239_834);
        try (TorchModule served = served(Precision.FLOAT32)) {
            assertThat(answer(served, 1).getShape()).isEqualTo(new Shape(1, 15));
            assertThat(answer(served, 3).getShape()).isEqualTo(new Shape(3, 15));
        }
    }

    @Test
    void isServedWithScoresAsProbabilities() throws IOException {
        var graph = FaceRefiner.trained();
        var form = TorchScript.forInference(Precision.FLOAT32, graph);
        try (TorchModule trained = TorchModule.of(graph, WEIGHTS, form, Device.cpu());
                TorchModule served = served(Precision.FLOAT32)) {
            float[] raw = answer(trained, 2).toFloatArray();
            float[] probable = answer(served, 2).toFloatArray();
            for (int i = 0; i < raw.length; i++) {
                double expected = i % 15 == 0 ? 1 / (1 + Math.exp(-raw[i])) : raw[i];
                assertThat((double) probable[i]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void aBundleMayNameIt() throws IOException {
        Architectures entry = Architectures.named("face-refiner").orElseThrow();
        entry.architecture().graph(WEIGHTS).check(WEIGHTS);
    }

    private static TorchModule served(Precision precision) throws IOException {
        var graph = FaceRefiner.served();
        return TorchModule.of(graph, WEIGHTS, TorchScript.forInference(precision, graph), Device.cpu());
    }

    private static NDArray answer(TorchModule module, int n) {
        float[] images = new float[n * 3 * FaceRefiner.SIDE * FaceRefiner.SIDE];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) Math.sin(0.37 * i);
        }
        Shape shape = new Shape(n, 3, FaceRefiner.SIDE, FaceRefiner.SIDE);
        return module.forward(module.manager().create(images, shape)).head();
    }
}
