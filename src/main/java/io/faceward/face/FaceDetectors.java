package io.faceward.face;

import java.nio.file.Path;

/** Opens the detector that the configuration asks for. */
public final class FaceDetectors {

    private FaceDetectors() {}

    /**
     * YuNet where its model is configured, else the Haar cascades. The caller closes it.
     *
     * @throws IllegalStateException naming the model file when it is missing or broken
     */
    public static FaceDetector open(FaceProperties properties) {
        Path model = properties.yunetModel();
        return model == null
                ? new PooledDetector("haar", HaarDetector::new, properties.haarLongSide(), 0, properties)
                : new PooledDetector(
                        "yunet",
                        () -> new YuNetDetector(model, properties.yunetScore()),
                        properties.yunetLongSide(),
                        properties.yunetFineLongSide(),
                        properties);
    }
}
