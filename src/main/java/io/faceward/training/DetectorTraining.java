package io.faceward.training;

import ai.djl.Device;
import io.faceward.face.FaceDetector;
import io.faceward.face.FaceDetectors;
import io.faceward.face.FaceProperties;
import io.faceward.model.AnchorFreeDetector;
import io.faceward.model.ModelCard;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code train detector}: the anchor-free face detector, distilled from YuNet. */
public final class DetectorTraining {

    /** Side of the scenes in training. */
    private static final int SIDE = 384;

    /** Scenes of other people that the detector is measured on. */
    private static final int EXAM_SCENES = 150;

    private static final List<Path> TRAIN = Stream.concat(FaceFolders.TRAIN.stream(), Stream.of(FaceFolders.CELEBA))
            .toList();

    private DetectorTraining() {}

    /**
     * Trains to the last step, measures on photographs and held-out people and writes the weights with their card; on a run
     * that is complete, it only measures again. Answers the figures.
     */
    public static Map<String, Object> run(TrainingOptions options) throws IOException {
        return run(options, SIDE, EXAM_SCENES);
    }

    static Map<String, Object> run(TrainingOptions options, int side, int examScenes) throws IOException {
        TrainingRun run = new TrainingRun(options);
        Map<String, Tensor> resumed = run.resumed();
        Path data = options.data();
        try (FaceDetector teacher = Teachers.doubtingDetector(data)) {
            Scenes scenes = new Scenes(side, labels(options, "labels", TRAIN, teacher));
            Map<String, Tensor> weights;
            TrainingRun.Extent extent;
            try (DetectorLesson lesson = new DetectorLesson(options, scenes, teacher, resumed)) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
            }
            try (FaceDetector detector = detector(weights)) {
                Map<String, Object> figures = new DetectorExam(detector, teacher, examScenes)
                        .figures(data, labels(options, "test-labels", FaceFolders.TEST, teacher));
                new ModelFolder(options.out()).write(card(options, extent, figures), weights);
                return figures;
            }
        }
    }

    private static List<LabelledPicture> labels(
            TrainingOptions options, String name, List<Path> folders, FaceDetector teacher) throws IOException {
        return FaceLabels.of(options.data(), folders, options.out().resolve(name + ".safetensors"), teacher);
    }

    /** The detector as it is served. */
    private static FaceDetector detector(Map<String, Tensor> weights) {
        Graph graph = AnchorFreeDetector.served();
        return FaceDetectors.own(FaceProperties.with(Map.of("max-faces", "5000")), () -> {
            try {
                return TorchModule.of(graph, weights, Device.cpu());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static ModelCard card(TrainingOptions options, TrainingRun.Extent extent, Map<String, Object> figures) {
        return new ModelCard(
                "face-detector",
                "detector",
                "anchor-free-detector",
                AnchorFreeDetector.trained().parameterCount(),
                "",
                "Apache-2.0",
                "Anchor-free face detector with five landmarks, distilled from YuNet on composed scenes",
                null,
                null,
                Map.of(
                        "data", FaceFolders.names(TRAIN),
                        "terms", FaceFolders.TERMS + "; " + CelebA.TERMS,
                        "teacher", "YuNet, Apache-2.0",
                        "seed", options.seed(),
                        "steps", extent.steps(),
                        "minutes", extent.minutes(),
                        "batch", options.batch()),
                figures);
    }
}
