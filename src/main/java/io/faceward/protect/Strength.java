package io.faceward.protect;

/** Named bounds of the perturbation. */
enum Strength {
    LOW(0.03f),
    MEDIUM(0.05f),
    HIGH(0.07f);

    /** Half of 255: one unit of the networks' range [-1,1] in grey levels. */
    static final float GREY_LEVELS_PER_UNIT = 127.5f;

    private final float bound;

    Strength(float bound) {
        this.bound = bound;
    }

    /** The bound in grey levels of 255. */
    float epsilon() {
        return bound * GREY_LEVELS_PER_UNIT;
    }
}
