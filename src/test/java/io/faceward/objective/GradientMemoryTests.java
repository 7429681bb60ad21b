package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A garbage collection between the way forth and the way back must not change a gradient. */
class GradientMemoryTests {

    private static final Shape FACE = new Shape(1, 3, 32, 32);

    static Stream<Arguments> functions() {
        return Stream.of(
                function("Cielab", x -> Cielab.toRgb(Cielab.of(x)).square().sum()),
                function(
                        "StructuralSimilarity",
                        x -> StructuralSimilarity.of(x, x.stopGradient().mul(0.5f))),
                function("Visibility", x -> Visibility.of(x, x.stopGradient().duplicate(), 0.05f)),
                function("PerFace.unit", x -> PerFace.unit(x).sum()),
                function(
                        "Classification",
                        x -> Classification.binaryCrossEntropy(
                                x.reshape(1, -1), x.zerosLike().reshape(1, -1))),
                function(
                        "StraightThrough",
                        x -> StraightThrough.eightBit(x).square().sum()));
    }

    private static Arguments function(String name, UnaryOperator<NDArray> function) {
        return Arguments.of(name, function);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aCollectionInBetweenChangesNothing(String name, UnaryOperator<NDArray> function) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = manager.randomUniform(-0.9f, 0.9f, FACE, DataType.FLOAT32);
            float[] undisturbed = Gradient.of(x, function).gradient().toFloatArray();

            float[] disturbed = Gradient.of(x, q -> afterCollection(function.apply(q)))
                    .gradient()
                    .toFloatArray();

            assertThat(disturbed).isEqualTo(undisturbed);
        }
    }

    /** Frees what nobody holds, and writes over it. */
    private static NDArray afterCollection(NDArray y) {
        for (int round = 0; round < 3; round++) {
            System.gc();
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            ByteBuffer[] over = new ByteBuffer[20_000];
            Arrays.setAll(over, i -> ByteBuffer.allocateDirect(4).putInt(0, -1));
        }
        return y;
    }
}
