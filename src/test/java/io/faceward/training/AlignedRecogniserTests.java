package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.SharedData;
import io.faceward.face.Alignment;
import io.faceward.face.Face.Point;
import io.faceward.face.Template;
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

class AlignedRecogniserTests {

    private static final List<Point> ALIGNED = Template.ARC_FACE.points().stream()
            .map(p -> new Point(112 * p.x(), 112 * p.y()))
            .toList();

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
            float[] one = Alignment.grid(Template.ARC_FACE, ALIGNED, 112);
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
