package io.faceward.protect;

import io.faceward.face.Face;
import io.faceward.face.Square;
import io.faceward.image.ImageFormat;
import io.faceward.model.ModelCard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an upload.
 *
 * @param bytes the image file
 * @param width columns of the upright photo
 * @param height rows of the upright photo
 * @param epsilon bound that was kept, in grey levels of 255: the requested one, less if the photo needed weakening, 0 if
 *     nothing was changed
 * @param seed the seed that was used or would have been used
 * @param detector name of the face detector
 * @param faces the faces that were found, in the detector's order
 * @param outcome how the perturbation was made and what it cost, or null if nothing was changed
 * @param timings time per stage in the order in which they ran
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProtectedPhoto(
        byte[] bytes,
        ImageFormat format,
        int width,
        int height,
        Method method,
        float epsilon,
        long seed,
        String detector,
        List<ProtectedFace> faces,
        @Nullable Outcome outcome,
        Map<String, Duration> timings) {

    /**
     * A face.
     *
     * @param square around it, which was perturbed
     * @param quality how close the square is to the original
     * @param disruption see {@link Perturbed#disruption}; as it was before the quality floors weakened anything
     */
    public record ProtectedFace(
            Face face,
            Square square,
            Quality quality,
            @Nullable Float disruption) {}

    /**
     * The perturbation of the photo.
     *
     * @param models that took part: the generator that made it, or the manipulators that it was made against
     * @param regions the worst figures of all perturbed squares
     * @param photo the figures of the whole photo, without SSIM
     */
    public record Outcome(List<ModelCard> models, Quality regions, Quality photo) {}
}
