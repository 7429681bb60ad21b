package io.faceward.protect;

import java.util.Locale;

/** The ways to compute a perturbation. */
public enum Method {
    /** One forward pass of the ID-Guard generator. */
    ID_GUARD,
    /** One forward pass of the DADFI generator. */
    DADFI,
    /** Gradient ascent on several manipulators within a perceptual budget. */
    GRASP,
    /** Gradient ascent in the Lab colour space. */
    ANTI_FORGERY,
    /** Projected gradient ascent. */
    PGD;

    /** The name that callers use, for instance {@code id-guard}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
