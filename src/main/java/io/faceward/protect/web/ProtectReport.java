package io.faceward.protect.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.face.Face;
import io.faceward.face.Square;
import io.faceward.protect.ProtectedPhoto;
import io.faceward.protect.ProtectedPhoto.Outcome;
import io.faceward.protect.ProtectedPhoto.ProtectedFace;
import io.faceward.protect.Quality;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /protect} as JSON. */
@SuppressWarnings("ArrayRecordComponent")
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProtectReport", description = "What was done to the photo, and the photo")
record ProtectReport(
        @Schema(description = "Media type of the image", example = "image/jpeg")
        String type,

        @Schema(description = "Columns of the upright photo")
        int width,

        @Schema(description = "Rows of the upright photo") int height,

        @Schema(description = "Method of the perturbation", example = "id-guard")
        String method,

        @Schema(
                description =
                        "The model that made the perturbation, or the manipulators that it was made against; absent if"
                                + " nothing was changed")
        @Nullable
        List<Model> models,

        @Schema(
                description =
                        "Bound of the perturbation that was kept, in grey levels of 255; less than asked for if the"
                                + " quality floor made it weaker")
        float epsilon,

        @Schema(description = "Start of the randomness of methods that have any")
        long seed,

        @Schema(description = "Face detector", example = "yunet")
        String detector,

        List<FaceReport> faces,

        @Schema(description = "Worst figures of all perturbed squares; absent if nothing was changed") @Nullable
        Figures quality,

        @Schema(description = "Figures of the whole photo, without SSIM; absent if nothing was changed") @Nullable
        Figures photo,

        @Schema(description = "Milliseconds per stage, in the order of the stages")
        Map<String, Double> timings,

        @Schema(description = "The image file, base64", format = "byte")
        byte[] image) {

    record Model(String id, String sha256) {}

    record Box(float x, float y, float width, float height) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FaceReport(
            @Schema(description = "Box in pixels of the upright photo; it may reach beyond its edges")
            Box box,

            @Schema(description = "Confidence of the detector in [0,1]")
            float score,

            @Schema(description = "Square that was perturbed")
            Square square,

            Figures quality,

            @Schema(
                    description =
                            "Change of the manipulators' edit that changes least, in the saved photo and in parts of the"
                                    + " change from which it counts as broken: from 1 on all are; only of iterative methods",
                    example = "1.2")
            @Nullable
            Float disruption) {

        static FaceReport of(ProtectedFace protectedFace) {
            Face face = protectedFace.face();
            return new FaceReport(
                    new Box(face.x(), face.y(), face.width(), face.height()),
                    face.score(),
                    protectedFace.square(),
                    Figures.of(protectedFace.quality()),
                    protectedFace.disruption());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "How close the protected 8-bit image is to the original")
    record Figures(
            @Schema(description = "dB; absent if nothing differs") @Nullable
            Double psnr,

            @Schema(description = "Structural similarity; absent where it is not measured") @Nullable
            Double ssim,

            @Schema(description = "Largest difference of a sample in grey levels, compression included")
            int linf) {

        static Figures of(Quality quality) {
            return new Figures(
                    Double.isInfinite(quality.psnr()) ? null : quality.psnr(), quality.ssim(), quality.linf());
        }
    }

    static ProtectReport of(ProtectedPhoto photo) {
        Outcome outcome = photo.outcome();
        Map<String, Double> milliseconds = new LinkedHashMap<>();
        photo.timings().forEach((stage, took) -> milliseconds.put(stage, took.toNanos() / 1e6));
        return new ProtectReport(
                photo.format().mediaType(),
                photo.width(),
                photo.height(),
                photo.method().slug(),
                outcome == null
                        ? null
                        : outcome.models().stream()
                                .map(card -> new Model(card.id(), card.sha256()))
                                .toList(),
                photo.epsilon(),
                photo.seed(),
                photo.detector(),
                photo.faces().stream().map(FaceReport::of).toList(),
                outcome == null ? null : Figures.of(outcome.regions()),
                outcome == null ? null : Figures.of(outcome.photo()),
                milliseconds,
                photo.bytes());
    }
}
