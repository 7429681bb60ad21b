package io.faceward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FusedFaceNetTests {

    private static final int STAGES = 5;

    private final Map<String, Tensor> weights = FusedFaceNet.graph().initialise(new Random(1));

    @Test
    void embeddingsHaveUnitLength() throws IOException {
        try (TorchModule network = module(FusedFaceNet.graph());
                NDManager manager = network.manager().newSubManager()) {
            NDArray embeddings = network.forward(faces(manager)).head();
            assertThat(embeddings.getShape()).isEqualTo(new Shape(2, 128));
            for (float length : embeddings.norm(new int[] {1}).toFloatArray()) {
                assertThat(length).isCloseTo(1, within(1e-5f));
            }
        }
    }

    @Test
    void learningGoesOnFromTheTeachersMapsWhereTheyAreGiven() throws IOException {
        Graph teaching = MobileFaceNet.teaching();
        try (TorchModule network = module(FusedFaceNet.graph());
                TorchModule pupil = module(FusedFaceNet.learning());
                TorchModule teacher = TorchModule.of(teaching, teaching.initialise(new Random(2)), Device.cpu());
                NDManager manager = network.manager().newSubManager()) {
            NDArray faces = faces(manager);
            NDList taught = teacher.forward(faces);
            NDArray given = manager.create(new float[] {0, 1}, new Shape(2, 1, 1, 1));
            NDList own = pupil.forward(
                    faces, given, taught.get(0), taught.get(1), taught.get(2), taught.get(3), taught.get(4));
            NDList alone = pupil.forward(
                    faces,
                    given.zerosLike(),
                    taught.get(0),
                    taught.get(1),
                    taught.get(2),
                    taught.get(3),
                    taught.get(4));

            for (int i = 0; i <= STAGES; i++) {
                assertThat(own.get(i).getShape()).isEqualTo(taught.get(i).getShape());
            }
            assertThat(difference(alone.get(STAGES), network.forward(faces).head()))
                    .isLessThan(1e-5f);
            assertThat(difference(own.get(STAGES).get("0:1"), alone.get(STAGES).get("0:1")))
                    .isLessThan(1e-5f);
            assertThat(difference(own.get(STAGES).get("1:2"), alone.get(STAGES).get("1:2")))
                    .isGreaterThan(1e-2f);
        }
    }

    private TorchModule module(Graph graph) throws IOException {
        return TorchModule.of(graph, weights, Device.cpu());
    }

    private static NDArray faces(NDManager manager) {
        return manager.randomUniform(-1, 1, new Shape(2, 3, 112, 112), DataType.FLOAT32);
    }

    private static float difference(NDArray a, NDArray b) {
        return a.sub(b).abs().max().getFloat();
    }
}
