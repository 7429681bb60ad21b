package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.face.Face.Point;
import io.faceward.model.MobileFaceNet;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlignmentTests {

    private static final List<Point> TEMPLATE = List.of(
            new Point(38.2946f, 51.6963f),
            new Point(73.5318f, 51.5014f),
            new Point(56.0252f, 71.7366f),
            new Point(41.5493f, 92.3655f),
            new Point(70.7299f, 92.2041f));

    @Test
    void aFaceThatIsAlreadyAlignedIsTakenAsItIs() {
        assertThat(Alignment.grid(TEMPLATE, 112)).containsExactly(new float[] {1, 0, 0, 0, 1, 0}, within(1e-5f));
    }

    @Test
    void followsShiftScaleAndRotation() {
        double angle = 0.3;
        List<Point> moved = TEMPLATE.stream()
                .map(p -> new Point((float) (1.5 * (p.x() * Math.cos(angle) - p.y() * Math.sin(angle)) + 20), (float)
                        (1.5 * (p.x() * Math.sin(angle) + p.y() * Math.cos(angle)) - 7)))
                .toList();
        float[] grid = Alignment.grid(moved, 256);
        double scale = 1.5 * 112 / 256;
        assertThat(grid[0]).isCloseTo((float) (scale * Math.cos(angle)), within(1e-4f));
        assertThat(grid[1]).isCloseTo((float) (-scale * Math.sin(angle)), within(1e-4f));
        assertThat(grid[3]).isCloseTo((float) (scale * Math.sin(angle)), within(1e-4f));
        double centreX = 1.5 * (56 * Math.cos(angle) - 56 * Math.sin(angle)) + 20;
        assertThat(grid[2]).isCloseTo((float) (2 * centreX / 256 - 1), within(1e-4f));
    }

    @Test
    void theAlignedRecogniserAgreesWithTheRecogniserOnAnAlignedFace() throws IOException {
        var weights = Safetensors.read(SharedData.data("weights/recogniser/mobilefacenet_relu6_ms1m.safetensors"))
                .tensors();
        Tensor bytes = Safetensors.read(SharedData.golden("18_mobilefacenet_embeddings.safetensors"))
                .tensors()
                .get("images_rgb_uint8");
        var graphs = Stream.of(new MobileFaceNet().graph(weights), AlignedRecogniser.graph(weights))
                .toList();
        var form = TorchScript.forInference(Precision.FLOAT32, graphs.get(0));
        try (TorchModule plain = TorchModule.of(graphs.get(0), weights, form, Device.cpu());
                TorchModule aligned = TorchModule.of(graphs.get(1), weights, form, Device.cpu());
                NDManager manager = plain.manager().newSubManager()) {
            NDArray faces = bytes.on(manager).div(127.5f).sub(1);
            float[] one = Alignment.grid(TEMPLATE, 112);
            NDArray grid = new Tensor(one, 1, 2, 3)
                    .on(manager)
                    .repeat(0, faces.getShape().get(0));
            NDArray difference = aligned.forward(faces, grid)
                    .head()
                    .sub(plain.forward(faces).head())
                    .abs()
                    .max();
            assertThat(difference.getFloat()).isLessThan(2e-3f);
        }
    }
}
