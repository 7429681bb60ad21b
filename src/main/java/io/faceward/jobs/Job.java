package io.faceward.jobs;

import io.faceward.problem.ServiceException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was when it was read. Immutable.
 *
 * @param operation what is done, for instance {@code protect}
 * @param progress null before the first step of its execution
 * @param problem why it failed, or null if it did not
 * @param startedAt when its first execution began
 * @param expiresAt when its answer will be deleted, or when it is given up if nothing has worked on it by then
 */
public record Job(
        UUID id,
        String operation,
        JobState state,
        @Nullable Steps progress,
        @Nullable ServiceException problem,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant expiresAt) {

    /**
     * How far an execution is.
     *
     * @param total at most
     * @param psnr of the result in dB as it is now, or null while unknown
     */
    public record Steps(int done, int total, @Nullable Double psnr) {}
}
