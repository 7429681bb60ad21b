package io.faceward.model;

/** A bundle that the service must not run with; the message names the file and what is wrong with it. */
public final class BrokenBundleException extends RuntimeException {

    BrokenBundleException(String message) {
        super(message);
    }

    BrokenBundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
