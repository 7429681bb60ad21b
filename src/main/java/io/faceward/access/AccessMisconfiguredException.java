package io.faceward.access;

/** The configuration of access is not what a service may start with. */
public final class AccessMisconfiguredException extends RuntimeException {

    private final String action;

    /** @param action what the operator can do about it */
    public AccessMisconfiguredException(String what, String action) {
        super(what);
        this.action = action;
    }

    String action() {
        return action;
    }
}
