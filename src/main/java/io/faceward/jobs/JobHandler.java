package io.faceward.jobs;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does the work of the jobs of one operation. Implementations are safe for concurrent use. */
public interface JobHandler {

    /** Hears how far an execution is, on any thread; it does not block. */
    @FunctionalInterface
    interface Progress {

        /** @param psnr in dB, or null while unknown */
        void step(int done, int total, @Nullable Double psnr);
    }

    /** Name of the operation; it is stored with its jobs. */
    String operation();

    /**
     * Does the work. It may be done more than once for one job; of several answers one is kept. Interrupting the thread asks
     * it to end soon, with any exception.
     *
     * @param limit time that it may take
     * @throws io.faceward.problem.ServiceException the answer of a job that fails
     */
    Answer run(Map<String, String> parameters, byte[] input, Duration limit, Progress progress);
}
