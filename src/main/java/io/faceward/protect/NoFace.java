package io.faceward.protect;

/** What happens to a photo in which no face is found. */
public enum NoFace {
    /** The request fails with {@code NO_FACE}. */
    REJECT,
    /** The upload comes back byte for byte; neither format, quality nor metadata policy apply to it. */
    PASS_THROUGH,
    /** The photo is perturbed as if it were one face. */
    WHOLE_IMAGE
}
