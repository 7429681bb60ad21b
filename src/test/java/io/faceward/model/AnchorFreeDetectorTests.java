package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorFreeDetectorTests {

    private static final Map<String, Tensor> WEIGHTS = AnchorFreeDetector.initialise(
            RandomGeneratorFactory.of("L64X128MixRandom").create(3));

    @Test
    void isSmallAndStartsOutSeeingNothing() throws IOException {
        assertThat(AnchorFreeDetector.trained().parameterCount()).isEqualTo(279_229);
        try (TorchModule served = served(Precision.FLOAT32)) {
            NDArray answer = answer(served, 64, 64);
            assertThat(answer.get(":,0,:").max().getFloat()).isLessThan(0.2f);
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 84", "96, 32, 63", "32, 160, 105"})
    void hasACandidateAtEveryPointOfThreeGrids(int height, int width, int points) throws IOException {
        try (TorchModule served = served(Precision.FLOAT32)) {
            assertThat(answer(served, height, width).getShape()).isEqualTo(new Shape(1, 15, points));
        }
    }

    @Test
    void isServedInPixelsOfThePicture() throws IOException {
        var graph = AnchorFreeDetector.trained();
        var form = TorchScript.forInference(Precision.FLOAT32, graph);
        try (TorchModule trained = TorchModule.of(graph, WEIGHTS, form, Device.cpu());
                TorchModule served = served(Precision.FLOAT32)) {
            int width = 96;
            NDArray raw = answer(trained, 64, width);
            NDArray pixels = answer(served, 64, width);
            // The point in column 5 and row 2 of the grid of 16, behind the 12 x 8 points of the grid of 8.
            int point = 12 * 8 + 2 * 6 + 5;

            assertThat(at(pixels, 0, point)).isCloseTo(1 / (1 + Math.exp(-at(raw, 0, point))), within(1e-5));
            assertThat(at(pixels, 2, point)).isCloseTo(16 * Math.exp(at(raw, 2, point)), within(1e-3));
            assertThat(at(pixels, 3, point)).isCloseTo(16 * (5.5 + at(raw, 3, point)), within(1e-3));
            assertThat(at(pixels, 14, point)).isCloseTo(16 * (2.5 + at(raw, 14, point)), within(1e-3));
        }
    }

    @Test
    void bfloat16AnswersNearlyTheSameEvenFarFromTheCorner() throws IOException {
        try (TorchModule exact = served(Precision.FLOAT32);
                TorchModule narrow = served(Precision.BFLOAT16)) {
            NDArray expected = answer(exact, 32, 1024);
            NDArray actual = answer(narrow, 32, 1024);
            assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1);
        }
    }

    private static TorchModule served(Precision precision) throws IOException {
        var graph = AnchorFreeDetector.served();
        return TorchModule.of(graph, WEIGHTS, TorchScript.forInference(precision, graph), Device.cpu());
    }

    private static NDArray answer(TorchModule module, int height, int width) {
        NDManager manager = module.manager();
        float[] image = new float[3 * height * width];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.sin(0.37 * i);
        }
        return module.forward(manager.create(image, new Shape(1, 3, height, width)))
                .head();
    }

    private static double at(NDArray answer, int value, int point) {
        return answer.getFloat(0, value, point);
    }
}
