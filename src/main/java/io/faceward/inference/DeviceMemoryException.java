package io.faceward.inference;

/** A batch did not fit into the memory of its device, which is as usable as before. */
final class DeviceMemoryException extends Exception {

    DeviceMemoryException(Throwable cause) {
        super(cause);
    }
}
