package io.faceward.training;

import ai.djl.Device;
import io.faceward.face.FaceDetector;
import io.faceward.face.FaceDetectors;
import io.faceward.face.FaceProperties;
import io.faceward.model.FaceAutoencoder;
import io.faceward.model.IdGuardGenerator;
import io.faceward.model.MobileFaceNet;
import io.faceward.network.Graph;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** The networks that are not trained but learned from, from the data folder. The caller closes each. */
final class Teachers {

    private static final Path YUNET = Path.of("weights/detector/yunet_n_640_640.onnx");

    private static final String RECOGNISER = "weights/recogniser/mobilefacenet_relu6_ms1m.safetensors";

    private static final String SECOND_RECOGNISER = "weights/recogniser/mobilefacenet_prelu_casia.safetensors";

    private Teachers() {}

    /** YuNet. */
    static FaceDetector detector(Path data) {
        return FaceDetectors.open(FaceProperties.yunet(data.resolve(YUNET)));
    }

    /** YuNet with what it takes for a face but is not sure of, and with small ones. */
    static FaceDetector doubtingDetector(Path data) {
        return FaceDetectors.open(FaceProperties.with(
                Map.of("yunet-model", data.resolve(YUNET).toString(), "yunet-score", "0.3", "min-side", "10")));
    }

    /** MobileFaceNet behind a differentiable alignment: picture and grid to embedding. */
    static TorchModule recogniser(Path data, Device device) throws IOException {
        var weights = Safetensors.read(data.resolve(RECOGNISER)).tensors();
        return TorchModule.of(AlignedRecogniser.graph(weights), weights, device);
    }

    /** MobileFaceNet as it is: an aligned face of 112x112 to the maps after each stage and, last, the embedding. */
    static TorchModule embeddingWithMaps(TrainingOptions options) throws IOException {
        return embedding(options, RECOGNISER, weights -> MobileFaceNet.teaching());
    }

    /** The other MobileFaceNet: an aligned face of 112x112 to the embedding. */
    static TorchModule secondEmbedding(TrainingOptions options) throws IOException {
        return embedding(options, SECOND_RECOGNISER, new MobileFaceNet()::graph);
    }

    private static TorchModule embedding(
            TrainingOptions options, String file, Function<Map<String, Tensor>, Graph> architecture)
            throws IOException {
        var weights = Safetensors.read(options.data().resolve(file)).tensors();
        Graph graph = architecture.apply(weights);
        return TorchModule.of(graph, weights, TorchScript.forInference(options.precision(), graph), options.device());
    }

    /** Where the recogniser looks. */
    static GradCam gradCam(Path data, Device device) throws IOException {
        return new GradCam(Safetensors.read(data.resolve(RECOGNISER)).tensors(), device);
    }

    /** PFLD. */
    static ContourDetector contours(Path data) throws IOException {
        return new ContourDetector(data.resolve("weights/landmarks/pfld_68.onnx"));
    }

    /** M_s: picture to reconstruction and features. */
    static TorchModule surrogate(Map<String, Tensor> weights, Device device) throws IOException {
        return TorchModule.of(FaceAutoencoder.graph(), weights, device);
    }

    /** ID-Guard's generator as it is served: picture to perturbation. */
    static TorchModule generator(Map<String, Tensor> weights, Device device) throws IOException {
        return TorchModule.of(IdGuardGenerator.served(weights), weights, device);
    }
}
