package io.faceward.network;

import java.io.IOException;

/** A weights file that is broken, incomplete or does not belong to the network it was given to. */
public final class MalformedWeightsException extends IOException {

    public MalformedWeightsException(String message) {
        super(message);
    }

    MalformedWeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
