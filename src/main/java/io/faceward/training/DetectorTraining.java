package io.faceward.training;

import io.faceward.face.FaceDetector;
import io.faceward.model.AnchorFreeDetector;
import io.faceward.model.ModelCard;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code train detector}: the anchor-free face detector, distilled from YuNet. */
public final class DetectorTraining {

    /** Side of the scenes in training. */
    static final int SIDE = 384;

    /** Least score and size, in pixels, of its finds when it is measured by itself. */
    private static final float SCORE = 0.5f;

    private static final int LEAST_SIDE = 32;

    /** Scenes of other people that the detector is measured on. */
    static final int EXAM_SCENES = 150;

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
            Scenes scenes = new Scenes(side, trainingPictures(options, teacher));
            Map<String, Tensor> weights;
            TrainingRun.Extent extent;
            try (DetectorLesson lesson = new DetectorLesson(options, scenes, teacher, run.beginning(resumed))) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
            }
            try (FaceDetector detector = OwnDetectors.firstStage(weights, SCORE, LEAST_SIDE, 1)) {
                Map<String, Object> figures =
                        new DetectorExam(detector, teacher, examScenes).figures(data, otherPictures(options, teacher));
                new ModelFolder(options.out()).write(card(options, extent, figures), weights);
                return figures;
            }
        }
    }

    /** The people to learn from; what the teacher sees is kept in the run's folder. */
    static List<LabelledPicture> trainingPictures(TrainingOptions options, FaceDetector teacher) throws IOException {
        return labels(options, "labels", TRAIN, teacher);
    }

    /** The people to measure on. */
    static List<LabelledPicture> otherPictures(TrainingOptions options, FaceDetector teacher) throws IOException {
        return labels(options, "test-labels", FaceFolders.TEST, teacher);
    }

    private static List<LabelledPicture> labels(
            TrainingOptions options, String name, List<Path> folders, FaceDetector teacher) throws IOException {
        return FaceLabels.of(
                options.data(), folders, options.out().resolve(name + ".safetensors"), new Consensus(teacher));
    }

    /** What every detector of ours has learned from. */
    static Map<String, Object> provenance(TrainingOptions options, TrainingRun.Extent extent) throws IOException {
        Map<String, Object> how =
                extent.provenance(options, FaceFolders.names(TRAIN), FaceFolders.TERMS + "; " + CelebA.TERMS);
        how.put("teacher", "YuNet, Apache-2.0, the mean of six looks at each face upright");
        return how;
    }

    private static ModelCard card(TrainingOptions options, TrainingRun.Extent extent, Map<String, Object> figures)
            throws IOException {
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
                provenance(options, extent),
                figures);
    }
}
