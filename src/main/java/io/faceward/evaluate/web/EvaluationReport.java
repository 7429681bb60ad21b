package io.faceward.evaluate.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.evaluate.Cell;
import io.faceward.evaluate.Evaluation;
import io.faceward.evaluate.FaceEvaluation;
import io.faceward.evaluate.ManipulatorSummary;
import io.faceward.evaluate.Summary;
import io.faceward.protect.ProtectedPhoto;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /evaluate} as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "EvaluationReport",
        description =
                "What manipulators make of the photo with and without protection; a figure that cannot be told is absent")
record EvaluationReport(
        @Schema(description = "Columns of the upright photo")
        int width,

        @Schema(description = "Rows of the upright photo") int height,

        @Schema(description = "How the photo was protected; absent if the protected image was sent") @Nullable
        Protection protection,

        @Schema(description = "Faces in the photo; fewer may be evaluated")
        int facesFound,

        @Schema(description = "The evaluated faces, with every trial")
        List<FaceEvaluation> faces,

        @Schema(description = "Means and success rates of every manipulator and transform")
        List<Cell> results,

        List<ManipulatorSummary> manipulators,

        @Schema(description = "What a reader should know about this evaluation")
        List<String> notes) {

    /** How the service protected the photo. */
    record Protection(
            @Schema(example = "id-guard") String method,

            @Schema(description = "Bound of the perturbation that was kept, in grey levels of 255")
            float epsilon) {}

    static EvaluationReport of(Evaluation evaluation, Summary summary) {
        ProtectedPhoto photo = evaluation.protection();
        return new EvaluationReport(
                evaluation.photo().width(),
                evaluation.photo().height(),
                photo == null ? null : new Protection(photo.method().slug(), photo.epsilon()),
                evaluation.photo().facesFound(),
                evaluation.photo().faces(),
                summary.cells(),
                summary.manipulators(),
                evaluation.photo().notes());
    }
}
