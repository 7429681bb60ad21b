package io.faceward.training;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is trained in one run: a step of the optimiser and the state to keep. */
interface Lesson extends AutoCloseable {

    /**
     * One step.
     *
     * @param step counted from 0 over all resumptions
     * @param rate the part of the learning rate that the schedule grants now, in (0,1]
     * @return figures for the log, the same keys in every step
     */
    Map<String, Float> step(long step, float rate);

    /** What the network does now, for the eye; null where there is nothing to see. */
    default @Nullable Pixels sample() throws IOException {
        return null;
    }

    /** Whether going on would bring nothing. */
    default boolean finished() {
        return false;
    }

    /** Everything that the constructor needs to go on after an interruption. */
    Map<String, Tensor> checkpoint();

    @Override
    void close();
}
