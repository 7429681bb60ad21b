package io.faceward.inference;

import io.faceward.network.Precision;
import java.io.IOException;

/** Something that computes. Safe for concurrent use; the runners it opens are not. */
interface Device {

    /** What a device is good at, and so how its workers are set up. */
    enum Kind {
        CPU,
        GPU
    }

    /** Unique among the devices of a pool, for instance {@code gpu0}. */
    String name();

    Kind kind();

    Precision precision();

    /** Prepares the calling thread, which is a worker's, for computing. */
    default void enter() {}

    /**
     * Loads a model for one worker, which has to close it.
     *
     * @throws IOException if the model cannot be loaded
     */
    Runner open(String model) throws IOException;
}
