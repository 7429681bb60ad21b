package io.faceward.inference;

/** A model fails even on an input that it has computed before, so the fault is the worker's and not the item's. */
final class BrokenRunnerException extends RuntimeException {

    BrokenRunnerException(String model, Throwable cause) {
        super("Model '%s' fails its self-test".formatted(model), cause);
    }
}
