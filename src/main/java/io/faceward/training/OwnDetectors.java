package io.faceward.training;

import ai.djl.Device;
import io.faceward.face.FaceDetector;
import io.faceward.face.FaceDetectors;
import io.faceward.face.FaceProperties;
import io.faceward.model.AnchorFreeDetector;
import io.faceward.model.FaceRefiner;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The project's own detector from weights in training, in the form in which it is served. The caller closes each. */
final class OwnDetectors {

    /** No photo or scene has too many faces to be measured. */
    private static final Map<String, String> UNLIMITED = Map.of("max-faces", "5000");

    private OwnDetectors() {}

    /** Both stages, with the service's thresholds. */
    static FaceDetector served(Map<String, Tensor> detector, Map<String, Tensor> refiner) {
        return FaceDetectors.own(
                FaceProperties.with(UNLIMITED),
                () -> module(AnchorFreeDetector.served(), detector),
                () -> module(FaceRefiner.served(), refiner));
    }

    /** The first stage alone. */
    static FaceDetector firstStage(Map<String, Tensor> detector, float score, int minSide, int detectors) {
        Map<String, String> properties = new HashMap<>(UNLIMITED);
        properties.put("own-candidate-score", String.valueOf(score));
        properties.put("min-side", String.valueOf(minSide));
        properties.put("detectors", String.valueOf(detectors));
        return FaceDetectors.candidates(
                FaceProperties.with(properties), () -> module(AnchorFreeDetector.served(), detector));
    }

    private static TorchModule module(Graph graph, Map<String, Tensor> weights) {
        try {
            return TorchModule.of(graph, weights, Device.cpu());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
