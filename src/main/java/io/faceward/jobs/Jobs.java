package io.faceward.jobs;

import static io.faceward.jobs.JobRows.at;

import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Durable jobs: what was taken on is done at least once and answered once, whatever becomes of this process. Each is seen by
 * its owner alone. Thread-safe.
 */
public final class Jobs {

    private final JdbcClient jdbc;
    private final Admission admission;
    private final JobQueue queue;
    private final JobRunner runner;
    private final Blobs blobs;
    private final Retention retention;
    private final JobProperties properties;

    Jobs(
            JdbcClient jdbc,
            Admission admission,
            JobQueue queue,
            JobRunner runner,
            Blobs blobs,
            Retention retention,
            JobProperties properties) {
        this.jdbc = jdbc;
        this.admission = admission;
        this.queue = queue;
        this.runner = runner;
        this.blobs = blobs;
        this.retention = retention;
        this.properties = properties;
    }

    /**
     * A submission that was taken on.
     *
     * @param repeated whether the job was there already, by its key
     */
    public record Ticket(Job job, boolean repeated) {}

    /**
     * Takes on work; when it returns, the job outlives this process.
     *
     * @throws ServiceException {@link Problem#QUEUE_FULL}; {@link Problem#KEY_REUSED} when the owner has used the key for
     *     another submission; {@link Problem#NOT_FINISHED} while an equal submission is still being stored
     */
    public Ticket submit(Submission submission) {
        Admission.Entry entry = admission.admit(submission);
        UUID id = entry.job();
        if (entry.repeated()) {
            return new Ticket(received(submission.owner(), id), true);
        }
        try {
            blobs.put(BlobKeys.input(id), submission.input());
        } catch (RuntimeException failure) {
            retention.forget(id);
            throw failure;
        }
        if (admission.enqueue(id, queue)) {
            queue.wake();
        } else {
            retention.releaseInput(id);
        }
        return new Ticket(find(submission.owner(), id.toString()), false);
    }

    /** An equal submission came first; its input must be safe before this one is told so. */
    private Job received(String owner, UUID id) {
        long end = System.nanoTime() + properties.drain().toNanos();
        while (true) {
            Job job = find(owner, id.toString());
            if (job.state() != JobState.RECEIVING) {
                return job;
            }
            if (System.nanoTime() > end || !pause()) {
                throw notFinished(job);
            }
        }
    }

    /** @throws ServiceException {@link Problem#NOT_FOUND} for a job that is not there, or another's */
    public Job find(String owner, String id) {
        return jdbc.sql("SELECT " + JobRows.COLUMNS + " FROM job WHERE id = :id AND owner = :owner")
                .param("id", id(id))
                .param("owner", owner)
                .query(JobRows::job)
                .optional()
                .orElseThrow(() -> missing(id));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw missing(text).causedBy(malformed);
        }
    }

    /** Jobs that wait and will be begun before this one. */
    public long ahead(Job job) {
        return jdbc.sql("SELECT count(*) FROM job WHERE state = 'QUEUED' AND created_at < :created")
                .param("created", at(job.createdAt()))
                .query(Long.class)
                .single();
    }

    /**
     * What a job has to say.
     *
     * @throws ServiceException {@link Problem#NOT_FOUND}; {@link Problem#NOT_FINISHED}; {@link Problem#JOB_CANCELLED};
     *     {@link Problem#RESULT_EXPIRED}; the problem of a job that failed
     */
    public Answer answer(String owner, String id) {
        Job job = find(owner, id);
        if (job.state().active()) {
            throw notFinished(job);
        }
        if (job.state() == JobState.CANCELLED) {
            throw Problem.JOB_CANCELLED.because("There will be no result");
        }
        if (job.state() == JobState.EXPIRED || job.expiresAt().isBefore(Instant.now())) {
            throw expired();
        }
        if (job.problem() != null) {
            throw job.problem();
        }
        return stored(job.id()).orElseThrow(Jobs::expired);
    }

    private Optional<Answer> stored(UUID id) {
        return jdbc.sql("SELECT execution, answer FROM job WHERE id = :id AND answer IS NOT NULL")
                .param("id", id)
                .query((row, number) -> blobs.get(BlobKeys.answer(id, row.getLong("execution")))
                        .map(StoredAnswer.read(row.getString("answer"))::with))
                .optional()
                .flatMap(answer -> answer);
    }

    /** Waits until a job has ended, or the time is up, or this process stops working on jobs; then it may still be active. */
    public Job await(String owner, Job job, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Job now = job;
        while (now.state().active() && System.nanoTime() < end && !runner.shuttingDown() && pause()) {
            now = find(owner, job.id().toString());
        }
        return now;
    }

    /** Whether jobs end only after a restart, since this process is told to stop. */
    public boolean shuttingDown() {
        return runner.shuttingDown();
    }

    /**
     * Cancels a job that has not ended, and deletes the answer of one that has.
     *
     * @throws ServiceException {@link Problem#NOT_FOUND}
     */
    public void delete(String owner, String id) {
        Job job = find(owner, id);
        Instant now = Instant.now();
        int cancelled = jdbc.sql("UPDATE job SET state = 'CANCELLED', finished_at = :now, expires_at = :expires"
                        + " WHERE id = :id AND state IN ('RECEIVING', 'QUEUED', 'RUNNING')")
                .param("now", at(now))
                .param("expires", at(now.plus(properties.retention())))
                .param("id", job.id())
                .update();
        if (cancelled == 1) {
            runner.stop(job.id());
            retention.releaseInput(job.id());
        } else {
            retention.expire(job.id());
        }
    }

    private boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(properties.pulse().toNanos());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ServiceException missing(String id) {
        return Problem.NOT_FOUND.because("There is no such job").with("job", Excerpt.of(id));
    }

    private static ServiceException expired() {
        return Problem.RESULT_EXPIRED.because("The result was deleted");
    }

    /** The problem of asking too early for what a job has to say. */
    public static ServiceException notFinished(Job job) {
        return Problem.NOT_FINISHED
                .because("The job is %s".formatted(job.state().slug()))
                .with("job", job.id().toString())
                .with("state", job.state().slug());
    }
}
