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

    /** The bundle's name of the first stage of this project's own detector. */
    private static final String DETECTOR = "face-detector";

    /** And of its second stage. */
    private static final String REFINER = "face-refiner";

    private FaceDetectors() {}

    /**
     * YuNet where its model is configured, else our own networks where the bundle has both, else the Haar cascades.
     *
     * @throws IllegalStateException naming YuNet's model file when it is missing or broken
     * @throws UncheckedIOException when the bundle's networks cannot be loaded
     */
    public static FaceDetector open(FaceProperties properties, Archives archives) {
        if (properties.yunetModel() == null && archives.has(DETECTOR) && archives.has(REFINER)) {
            return own(properties, () -> load(archives, DETECTOR), () -> load(archives, REFINER));
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

    /** Our own networks, wherever they come from; each detector of the pool gets its own and closes them. */
    public static FaceDetector own(
            FaceProperties properties, Supplier<TorchModule> detector, Supplier<TorchModule> refiner) {
        return own(
                properties,
                () -> new RefinedDetector(
                        firstStage(properties, detector), new Refiner(refiner.get(), properties.ownScore())));
    }

    /** Our own first stage alone, which answers candidates. */
    public static FaceDetector candidates(FaceProperties properties, Supplier<TorchModule> detector) {
        return own(properties, () -> firstStage(properties, detector));
    }

    private static FaceDetector own(FaceProperties properties, Supplier<NativeDetector> source) {
        return new PooledDetector(DETECTOR, source, properties.ownLongSide(), properties.ownFineLongSide(), properties);
    }

    private static OwnDetector firstStage(FaceProperties properties, Supplier<TorchModule> detector) {
        return new OwnDetector(detector.get(), properties.ownCandidateScore(), properties.ownCandidates());
    }

    /** In float32 on the processor: so small a network gains nothing from half the bits or from the way to a GPU. */
    private static TorchModule load(Archives archives, String model) {
        try {
            return TorchModule.load(archives.archive(model, Precision.FLOAT32), ai.djl.Device.cpu());
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle's %s cannot be loaded".formatted(model), e);
        }
    }
}
