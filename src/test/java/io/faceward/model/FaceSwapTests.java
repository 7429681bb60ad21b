package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaceSwapTests {

    private static final int PERSONS = 3;
    private static final int SIDE = FaceSwap.SIDE;
    private static final String WINDOW = ":,:,%d:%d,%d:%d"
            .formatted(FaceSwap.TOP, FaceSwap.TOP + FaceSwap.WINDOW, FaceSwap.LEFT, FaceSwap.LEFT + FaceSwap.WINDOW);

    private final Map<String, Tensor> weights = FaceSwap.everyone(PERSONS).initialise(new Random(1));
    private final NDManager manager = NDManager.newBaseManager();
    private NDArray pictures;

    @BeforeEach
    void draw() {
        weights.put(FaceSwap.OVAL, FaceSwap.oval());
        pictures = manager.randomUniform(-1, 1, new Shape(2 * PERSONS, 3, SIDE, SIDE));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void thePictureStaysAsItIsOutsideTheOvalAndIsAnotherInside() throws IOException {
        NDArray person = manager.create(new float[] {0, 1, 0}).expandDims(0).broadcast(2 * PERSONS, PERSONS);
        NDArray change =
                ran(new FaceSwap().graph(weights), pictures, person).head().sub(pictures);
        NDArray oval = FaceSwap.oval().on(manager);

        assertThat(change.mul(oval.eq(0)).abs().max().getFloat()).isZero();
        assertThat(change.mul(oval.eq(1)).abs().max().getFloat()).isGreaterThan(0.1f);
        for (float[] eyeOrMouth : new float[][] {{0.39f, 0.52f}, {0.61f, 0.52f}, {0.41f, 0.75f}, {0.6f, 0.75f}}) {
            assertThat(oval.getFloat(0, 0, (long) (SIDE * eyeOrMouth[1]), (long) (SIDE * eyeOrMouth[0])))
                    .isEqualTo(1);
        }
    }

    @Test
    void aPersonIsChosenByAUnitVector() throws IOException {
        NDList everyone = ran(FaceSwap.everyone(PERSONS), pictures);
        for (int i = 0; i < PERSONS; i++) {
            float[] unit = new float[PERSONS];
            unit[i] = 1;
            NDArray person = manager.create(unit).expandDims(0).broadcast(2 * PERSONS, PERSONS);
            NDArray chosen =
                    ran(new FaceSwap().graph(weights), pictures, person).head();
            assertThat(chosen.sub(everyone.get(i)).abs().max().getFloat()).isLessThan(1e-5f);
        }
    }

    @Test
    void inTrainingEachDecoderDrawsTheWindowsOfItsOwnPictures() throws IOException {
        NDList everyone = ran(FaceSwap.everyone(PERSONS), pictures);
        weights.remove(FaceSwap.OVAL);
        NDList own = ran(FaceSwap.trained(PERSONS), pictures);
        NDArray whole = FaceSwap.oval().on(manager).eq(1).get(WINDOW);
        for (int i = 0; i < PERSONS; i++) {
            NDArray expected = everyone.get(i).get(i + "::" + PERSONS).get(WINDOW);
            assertThat(own.get(i).getShape()).isEqualTo(expected.getShape());
            assertThat(own.get(i).sub(expected).mul(whole).abs().max().getFloat())
                    .isLessThan(1e-5f);
        }
    }

    private NDList ran(Graph graph, NDArray... inputs) throws IOException {
        try (TorchModule module = TorchModule.of(graph, weights, Device.cpu())) {
            NDList answers = module.forward(inputs);
            answers.attach(manager);
            return answers;
        }
    }
}
