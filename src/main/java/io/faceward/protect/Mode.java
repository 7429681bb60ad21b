package io.faceward.protect;

/** What the caller prefers, speed or strength; it chooses the method when none is named. */
enum Mode {
    FAST(Method.ID_GUARD),
    HIGH_FIDELITY(Method.GRASP);

    private final Method method;

    Mode(Method method) {
        this.method = method;
    }

    Method method() {
        return method;
    }
}
