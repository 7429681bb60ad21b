package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.network.Tensor;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How far a manipulator's edit of the disturbed face, y', is from its edit of the original face, y; both pictures in
 * [-1,1], embeddings by the bundle's recogniser R. A figure that cannot be told is null.
 *
 * @param l2 mean of (y - y')²
 * @param l2Mask the same where the edit changes the face, as CMUA has it; null where it changes nothing
 * @param l2Face the same over the face, as ID-Guard has it
 * @param identity cos(R(y), R(y')): 1 the same person, about 0 another; null without a recogniser
 * @param identityLoss calibrated identity disruption: max(0, cos(R(x), R(y)) - cos(R(x), R(y'))) with the original face
 *     x, so that what the manipulator itself changes of the identity is not counted; null without a recogniser
 * @param pixelDistance d_pix as DADFI prints it, the root of the sum of (y - y')², not divided by the number of pixels
 * @param maskDistance d_Md as DADFI prints it, the same over the changed pixels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Disruption(
        double l2,
        @Nullable Double l2Mask,
        double l2Face,
        @Nullable Double identity,
        @Nullable Double identityLoss,
        double pixelDistance,
        double maskDistance) {

    /**
     * Compares two edits.
     *
     * @param original x
     * @param clean y
     * @param disrupted y'
     * @param face weight of every pixel of the face
     */
    static Disruption of(
            Tensor original, Tensor clean, Tensor disrupted, float[] face, @Nullable Identities identities) {
        float[] mask = EditDistance.changeMask(original, clean);
        OptionalDouble masked = EditDistance.masked(clean, disrupted, mask);
        double l2 = EditDistance.meanSquare(clean, disrupted);
        return new Disruption(
                l2,
                masked.isPresent() ? masked.getAsDouble() : null,
                EditDistance.meanSquare(clean, disrupted, face),
                identities == null ? null : identities.similarity(),
                identities == null ? null : identities.loss(),
                Math.sqrt(l2 * clean.data().length),
                Math.sqrt(EditDistance.maskedSquares(clean, disrupted, mask)));
    }
}
