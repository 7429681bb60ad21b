package io.faceward.face;

import io.faceward.inference.Archives;
import io.faceward.network.Precision;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the detector that the configuration asks for. The caller closes it. */
public final class FaceDetectors {

    private static final Logger LOG = LoggerFactory.getLogger(FaceDetectors.class);

    /** The bundle's name of this project's own detector. */
    private static final String OWN = "face-detector";

    private FaceDetectors() {}

    /**
     * YuNet where its model is configured, else our own network where the bundle has it, else the Haar cascades.
     *
     * @throws IllegalStateException naming YuNet's model file when it is missing or broken
     * @throws UncheckedIOException when the bundle's network cannot be loaded
     */
    public static FaceDetector open(FaceProperties properties, Archives archives) {
        if (properties.yunetModel() == null && archives.has(OWN)) {
            return own(properties, () -> load(archives));
        }
        return open(properties);
    }

    /**
     * YuNet where its model is configured, else the Haar cascades.
     *
     * @throws IllegalStateException naming YuNet's model file when it is missing or broken
     */
    public static FaceDetector open(FaceProperties properties) {
        Path model = properties.yunetModel();
        if (model == null) {
            LOG.warn("Faces are found with Haar cascades, which are slow and miss turned heads");
            return new PooledDetector("haar", HaarDetector::new, properties.haarLongSide(), 0, properties);
        }
        return new PooledDetector(
                "yunet",
                () -> new YuNetDetector(model, properties.yunetScore()),
                properties.yunetLongSide(),
                properties.yunetFineLongSide(),
                properties);
    }

    /** Our own network, wherever it comes from; each detector of the pool gets one of its own and closes it. */
    public static FaceDetector own(FaceProperties properties, Supplier<TorchModule> network) {
        return new PooledDetector(
                OWN,
                () -> new OwnDetector(network.get(), properties.ownScore()),
                properties.ownLongSide(),
                properties.ownFineLongSide(),
                properties);
    }

    /** In float32 on the processor: so small a network gains nothing from half the bits or from the way to a GPU. */
    private static TorchModule load(Archives archives) {
        try {
            return TorchModule.load(archives.archive(OWN, Precision.FLOAT32), ai.djl.Device.cpu());
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle's %s cannot be loaded".formatted(OWN), e);
        }
    }
}
