package io.faceward.jobs;

import static io.faceward.jobs.JobRows.at;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides what is taken on. One submission is looked at at a time, of all processes, so that the limit of the queue is exact
 * and equal keys make one job. Thread-safe.
 */
final class Admission {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final JobProperties properties;

    Admission(JdbcClient jdbc, TransactionOperations transaction, JobProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** A job, and whether it was there before. */
    record Entry(UUID job, boolean repeated) {}

    private record Known(UUID job, String fingerprint) {}

    /**
     * Registers a submission whose input is to be stored next.
     *
     * @throws ServiceException {@link Problem#QUEUE_FULL}, {@link Problem#KEY_REUSED}
     */
    Entry admit(Submission submission) {
        String fingerprint = submission.fingerprint();
        return transaction.execute(status -> {
            jdbc.sql("SELECT id FROM job_admission WHERE id = 1 FOR UPDATE")
                    .query(Integer.class)
                    .single();
            Optional<Known> known = known(submission);
            if (known.isPresent()) {
                if (!known.get().fingerprint().equals(fingerprint)) {
                    throw Problem.KEY_REUSED.because(
                            "A job with this key exists, and its image, parameters or Accept header were others");
                }
                return new Entry(known.get().job(), true);
            }
            requireRoom();
            return new Entry(insert(submission, fingerprint), false);
        });
    }

    private Optional<Known> known(Submission submission) {
        return submission.key() == null
                ? Optional.empty()
                : jdbc.sql("SELECT id, fingerprint FROM job WHERE owner = :owner AND idempotency_key = :key")
                        .param("owner", submission.owner())
                        .param("key", submission.key())
                        .query(Admission::known)
                        .optional();
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        return new Known(row.getObject("id", UUID.class), row.getString("fingerprint"));
    }

    private void requireRoom() {
        long waiting = jdbc.sql("SELECT count(*) FROM job WHERE state IN ('RECEIVING', 'QUEUED')")
                .query(Long.class)
                .single();
        if (waiting >= properties.queueCapacity()) {
            throw Problem.QUEUE_FULL
                    .because("%d jobs wait".formatted(waiting))
                    .limit(properties.queueCapacity(), waiting + 1);
        }
    }

    /** @return an id that nobody can guess */
    private UUID insert(Submission submission, String fingerprint) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        jdbc.sql("INSERT INTO job (id, operation, owner, idempotency_key, fingerprint, parameters, state, has_input,"
                        + " execution, attempts, created_at, expires_at) VALUES (:id, :operation, :owner, :key,"
                        + " :fingerprint, :parameters, 'RECEIVING', TRUE, 0, 0, :now, :expires)")
                .param("id", id)
                .param("operation", submission.operation())
                .param("owner", submission.owner())
                .param("key", submission.key())
                .param("fingerprint", fingerprint)
                .param("parameters", MAPPER.writeValueAsString(submission.parameters()))
                .param("now", at(now))
                .param("expires", at(now.plus(properties.retention())))
                .update();
        return id;
    }

    /** Lets a job be worked on, now that its input is stored; false if it was cancelled meanwhile. */
    boolean enqueue(UUID job, JobQueue queue) {
        return transaction.execute(status -> {
            int received = jdbc.sql("UPDATE job SET state = 'QUEUED' WHERE id = :id AND state = 'RECEIVING'")
                    .param("id", job)
                    .update();
            if (received == 1) {
                queue.add(job);
            }
            return received == 1;
        });
    }
}
