package io.faceward.evaluate;

import java.time.Duration;

/**
 * What the evaluation of one photo may take.
 *
 * @param time of the measurement, and as much for the protection before it
 * @param passes forward passes of manipulators
 */
record Limits(Duration time, long passes) {

    /** For commands, whose user can wait and can stop them. */
    static final Limits NONE = new Limits(Duration.ofDays(1), Long.MAX_VALUE);
}
