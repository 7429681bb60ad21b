package io.faceward.jobs;

import static io.faceward.jobs.JobRows.at;

import io.faceward.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what is to be kept no longer: the input once its job has ended, the answer when it expires, the job itself when it
 * need not be remembered. Blobs go before their rows, so that a crash in between leaves work and not litter. Thread-safe.
 */
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** How long storing an input may take: whoever began it and has not ended by then is dead. */
    private static final Duration RECEIVING = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final JobProperties properties;

    Retention(JdbcClient jdbc, Blobs blobs, JobProperties properties) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.properties = properties;
    }

    /** Deletes the input of a job that has ended; if that fails, a sweep will. */
    void releaseInput(UUID job) {
        try {
            blobs.delete(BlobKeys.input(job));
            jdbc.sql("UPDATE job SET has_input = FALSE WHERE id = :id")
                    .param("id", job)
                    .update();
        } catch (RuntimeException failure) {
            log.warn("The input of job {} is still there", job, failure);
        }
    }

    /** Deletes the answer of a job that has ended; the job is remembered for a while. */
    void expire(UUID job) {
        long executions = jdbc.sql("SELECT execution FROM job WHERE id = :id")
                .param("id", job)
                .query(Long.class)
                .optional()
                .orElse(0L);
        // Also what executions left that died before they could tell.
        for (long token = 1; token <= executions; token++) {
            blobs.delete(BlobKeys.answer(job, token));
        }
        jdbc.sql("UPDATE job SET state = 'EXPIRED', answer = NULL, problem = NULL, parameters = '{}',"
                        + " expires_at = :forgotten WHERE id = :id AND state IN ('SUCCEEDED', 'FAILED', 'CANCELLED')")
                .param("forgotten", at(Instant.now().plus(properties.remembrance())))
                .param("id", job)
                .update();
    }

    /** Removes a job whose input could not be stored. */
    void forget(UUID job) {
        blobs.delete(BlobKeys.input(job));
        jdbc.sql("DELETE FROM job WHERE id = :id AND state IN ('RECEIVING', 'EXPIRED')")
                .param("id", job)
                .update();
    }

    /** Deletes everything whose time has come; any number of processes may do so at once. */
    void sweep() {
        Instant now = Instant.now();
        giveUp(now);
        each(
                "has_input AND state IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND finished_at < :time",
                now,
                this::releaseInput);
        each("state IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND expires_at < :time", now, this::expire);
        each("state = 'EXPIRED' AND expires_at < :time", now, this::forget);
        each("state = 'RECEIVING' AND created_at < :time", now.minus(RECEIVING), this::forget);
    }

    private void giveUp(Instant now) {
        jdbc.sql("UPDATE job SET state = 'FAILED', problem = :problem, finished_at = :now, expires_at = :expires"
                        + " WHERE state = 'QUEUED' AND expires_at < :now")
                .param(
                        "problem",
                        StoredProblem.write(Problem.DEADLINE_EXCEEDED.because(
                                "No worker was free for the job within %s".formatted(properties.retention()))))
                .param("now", at(now))
                .param("expires", at(now.plus(properties.retention())))
                .update();
    }

    /** One that fails does not keep the others; the next sweep tries it again. */
    private void each(String condition, Instant time, Consumer<UUID> step) {
        List<UUID> jobs = jdbc.sql("SELECT id FROM job WHERE " + condition)
                .param("time", at(time))
                .query(UUID.class)
                .list();
        for (UUID job : jobs) {
            try {
                step.accept(job);
            } catch (RuntimeException failure) {
                log.warn("What was kept for job {} cannot be deleted yet", job, failure);
            }
        }
    }
}
