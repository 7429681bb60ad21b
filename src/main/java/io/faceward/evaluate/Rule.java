package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.faceward.model.Ceiling;
import org.jspecify.annotations.Nullable;

/** When papers call a defence successful, with the threshold open that all of them set to 0.05. */
public enum Rule {
    /** The mean square change is above the threshold: disrupting-deepfakes, Anti-Forgery, Initiative Defense, d_pix of DADFI. */
    @JsonProperty("l2")
    L2,
    /** The mean square change is above the threshold where the edit changes the face: CMUA's SR_mask, d_Md of DADFI. */
    @JsonProperty("l2-mask")
    L2_MASK,
    /** The mean square change of the face is above the threshold and the identity similarity below 0.4: ID-Guard. */
    @JsonProperty("id-guard")
    ID_GUARD;

    /** The threshold of every rule in the papers. */
    public static final double PAPERS = Ceiling.PAPERS;

    /** The identity similarity of the papers, below which two faces are not of one person. */
    public static final double SAME_PERSON = Ceiling.SAME_PERSON;

    /**
     * ID-Guard's rule for one edit.
     *
     * @param identity similarity of the clean and the broken edit
     * @param threshold of L2_face
     * @param similarity below which the identity is destroyed
     */
    public static boolean destroyed(double l2Face, double identity, double threshold, double similarity) {
        return l2Face > threshold && identity < similarity;
    }

    /** The threshold that suits a manipulator: that of the face for the rule that looks at the face alone. */
    double threshold(Ceiling ceiling) {
        return this == ID_GUARD ? ceiling.faceThreshold() : ceiling.threshold();
    }

    /**
     * Whether the defence succeeded; null where the rule cannot be applied.
     *
     * @param similarity below which the identity is destroyed
     */
    @Nullable
    Boolean holds(Disruption disruption, double threshold, double similarity) {
        return switch (this) {
            case L2 -> disruption.l2() > threshold;
            case L2_MASK -> disruption.l2Mask() == null ? null : disruption.l2Mask() > threshold;
            case ID_GUARD ->
                disruption.identity() == null
                        ? null
                        : destroyed(disruption.l2Face(), disruption.identity(), threshold, similarity);
        };
    }
}
