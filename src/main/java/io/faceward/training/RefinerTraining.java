package io.faceward.training;

import io.faceward.face.FaceDetector;
import io.faceward.model.FaceRefiner;
import io.faceward.model.ModelCard;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code train refiner}: the second stage of the face detector, distilled from YuNet. */
public final class RefinerTraining {

    /** Least score and size, in pixels, of the first stage's finds to learn from. */
    private static final float SCORE = 0.1f;

    private static final int LEAST_SIDE = 10;

    private RefinerTraining() {}

    /**
     * Trains to the last step, measures both stages together on photographs and held-out people and writes the weights with
     * their card; on a run that is complete, it only measures again. Answers the figures.
     *
     * @param detector weights by {@code train detector}
     */
    public static Map<String, Object> run(TrainingOptions options, Path detector) throws IOException {
        return run(options, detector, DetectorTraining.SIDE, DetectorTraining.EXAM_SCENES);
    }

    static Map<String, Object> run(TrainingOptions options, Path detector, int side, int examScenes)
            throws IOException {
        Map<String, Tensor> firstWeights = Safetensors.read(detector).tensors();
        TrainingRun run = new TrainingRun(options);
        Map<String, Tensor> resumed = run.resumed();
        Map<String, Tensor> beginning = run.beginning(resumed);
        try (FaceDetector teacher = Teachers.doubtingDetector(options.data())) {
            Scenes scenes = new Scenes(side, DetectorTraining.trainingPictures(options, teacher));
            Map<String, Tensor> weights;
            TrainingRun.Extent extent;
            try (FaceDetector firstStage = firstStage(firstWeights);
                    RefinerLesson lesson = new RefinerLesson(
                            options, scenes, firstStage, beginning.isEmpty() ? firstWeights : beginning)) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
            }
            try (FaceDetector both = OwnDetectors.served(firstWeights, weights)) {
                Map<String, Object> figures = new DetectorExam(both, teacher, examScenes)
                        .figures(options.data(), DetectorTraining.otherPictures(options, teacher));
                new ModelFolder(options.out()).write(card(options, extent, figures), weights);
                return figures;
            }
        }
    }

    /** One for each thread that composes scenes. */
    static FaceDetector firstStage(Map<String, Tensor> weights) {
        return OwnDetectors.firstStage(
                weights, SCORE, LEAST_SIDE, Runtime.getRuntime().availableProcessors());
    }

    private static ModelCard card(TrainingOptions options, TrainingRun.Extent extent, Map<String, Object> figures)
            throws IOException {
        return new ModelCard(
                "face-refiner",
                "detector",
                "face-refiner",
                FaceRefiner.trained().parameterCount(),
                "",
                "Apache-2.0",
                "Second stage of the face detector: judges and locates each candidate of face-detector, distilled from YuNet",
                null,
                null,
                DetectorTraining.provenance(options, extent),
                figures);
    }
}
