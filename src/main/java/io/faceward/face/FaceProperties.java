package io.faceward.face;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.annotation.Validated;

/**
 * How faces are found, and how a perturbation is put back. Immutable.
 *
 * @param yunetModel ONNX file of YuNet; without it the bundle's own networks are used, and where the bundle has none the
 *     Haar cascades of OpenCV, which miss turned faces
 * @param yunetScore confidence in [0,1] from which YuNet's find counts as a face
 * @param yunetLongSide longest side, in pixels, of the image that YuNet first looks at
 * @param yunetFineLongSide longest side, in pixels, of a second look at large photos for the small faces in them; not
 *     above {@code yunetLongSide} there is none. A 14-megapixel photo needs 2048 for its 40-pixel faces.
 * @param ownScore confidence in [0,1] of the bundle's second network from which a candidate counts as a face
 * @param ownCandidateScore confidence in [0,1] of the bundle's first network from which a find is a candidate
 * @param ownCandidates most candidates of one look at a photo, the best of them
 * @param ownLongSide longest side, in pixels, of the image that the bundle's networks first look at
 * @param ownFineLongSide as {@code yunetFineLongSide}, for the bundle's networks
 * @param haarLongSide longest side, in pixels, of the image that the cascades look at; it buys small faces with time
 * @param minSide smallest larger side of a face's box, in pixels of the photo; smaller faces are ignored. Boxes of a
 *     40-pixel face vary by a fifth, hence the lower default.
 * @param maxFaces most faces in a photo; one with more is refused, because leaving some unprotected would be a lie
 * @param detectors most detections at once; each holds its own copy of the detector
 * @param detectorWait longest wait for a free detector
 * @param cropScale side of the square around a face, as a multiple of its box's larger side; the shipped networks are
 *     trained on 1.8
 * @param feather width of the soft edge of a pasted perturbation, as a fraction of the square's side; up to 0.22 it does
 *     not reach the face's box at a crop scale of 1.8
 * @param fullStrengthSide largest side of a square, in pixels, whose perturbation is pasted as strong as it was made. In
 *     a larger one it is enlarged to slower patterns, which people see better, and its strength falls with the side.
 * @param closeUpStrength factor below which the strength does not fall
 */
@Validated
@ConfigurationProperties("faceward.face")
public record FaceProperties(
        @Nullable Path yunetModel,

        @DefaultValue("0.7") @DecimalMin("0.1") @DecimalMax("1")
        float yunetScore,

        @DefaultValue("1024") @Min(128) @Max(4096) int yunetLongSide,
        @DefaultValue("2048") @Min(0) @Max(8192) int yunetFineLongSide,

        @DefaultValue("0.7") @DecimalMin("0.1") @DecimalMax("1")
        float ownScore,

        @DefaultValue("0.25") @DecimalMin("0.05") @DecimalMax("1")
        float ownCandidateScore,

        @DefaultValue("1000") @Min(1) @Max(5000) int ownCandidates,

        @DefaultValue("640") @Min(128) @Max(4096) int ownLongSide,
        @DefaultValue("2048") @Min(0) @Max(8192) int ownFineLongSide,
        @DefaultValue("1024") @Min(128) @Max(4096) int haarLongSide,
        @DefaultValue("32") @Min(16) int minSide,
        @DefaultValue("100") @Min(1) int maxFaces,
        @DefaultValue("2") @Min(1) @Max(256) int detectors,
        @DefaultValue("10s") Duration detectorWait,

        @DefaultValue("1.8") @DecimalMin("1") @DecimalMax("4")
        float cropScale,

        @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("0.5")
        float feather,

        @DefaultValue("560") @Min(16) int fullStrengthSide,

        @DefaultValue("0.4") @DecimalMin("0.05") @DecimalMax("1")
        float closeUpStrength) {

    private static final String PREFIX = "faceward.face";

    /** The defaults, for use outside the service. */
    public static FaceProperties defaults() {
        return with(Map.of());
    }

    /** The defaults with YuNet as the detector, for use outside the service. */
    public static FaceProperties yunet(Path model) {
        return with(Map.of("yunet-model", model.toString()));
    }

    /** The defaults but for some properties, named as in the configuration, for use outside the service. */
    public static FaceProperties with(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>();
        properties.forEach((name, value) -> values.put(PREFIX + "." + name, value));
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(PREFIX, FaceProperties.class);
    }
}
