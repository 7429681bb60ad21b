package io.faceward.jobs;

import static io.faceward.jobs.JobRows.at;

import io.faceward.problem.ServiceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What executions write about their jobs, fenced: only the newest execution of a job that still runs is heard, so a process
 * that was thought dead and wakes up changes nothing. Thread-safe.
 */
final class Claims {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};
    private static final String HELD = " WHERE id = :id AND execution = :token AND state = 'RUNNING'";
    private static final String ENDED = ", finished_at = :now, expires_at = :expires";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final JobProperties properties;

    Claims(JdbcClient jdbc, TransactionOperations transaction, JobProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** Takes a job over from whoever had it; empty if it has ended. */
    Optional<Claim> take(UUID job) {
        return transaction.execute(status -> {
            int taken = jdbc.sql("UPDATE job SET state = 'RUNNING', execution = execution + 1, attempts = attempts + 1,"
                            + " steps_done = NULL, steps_total = NULL, psnr = NULL,"
                            + " started_at = coalesce(started_at, :now)"
                            + " WHERE id = :id AND state IN ('QUEUED', 'RUNNING')")
                    .param("now", at(Instant.now()))
                    .param("id", job)
                    .update();
            return taken == 0
                    ? Optional.empty()
                    : jdbc.sql("SELECT id, execution, attempts, operation, parameters FROM job WHERE id = :id")
                            .param("id", job)
                            .query(Claims::claim)
                            .optional();
        });
    }

    private static Claim claim(ResultSet row, int number) throws SQLException {
        return new Claim(
                row.getObject("id", UUID.class),
                row.getLong("execution"),
                row.getInt("attempts"),
                row.getString("operation"),
                MAPPER.readValue(row.getString("parameters"), PARAMETERS));
    }

    /** Writes how far an execution is; false once its claim is void. */
    boolean report(Claim claim, Job.@Nullable Steps steps) {
        return held(
                claim,
                jdbc.sql("UPDATE job SET steps_done = :done, steps_total = :total, psnr = :psnr" + HELD)
                        .param("done", steps == null ? null : steps.done())
                        .param("total", steps == null ? null : steps.total())
                        .param("psnr", steps == null ? null : steps.psnr()));
    }

    /** Ends a job with the answer whose body lies under this claim's name; false if the claim is void. */
    boolean succeed(Claim claim, Answer answer) {
        return held(
                claim,
                ending("UPDATE job SET state = 'SUCCEEDED', answer = :answer" + ENDED + HELD)
                        .param("answer", StoredAnswer.write(answer)));
    }

    /** Ends a job with a problem; false if the claim is void. */
    boolean fail(Claim claim, ServiceException problem) {
        return held(
                claim,
                ending("UPDATE job SET state = 'FAILED', problem = :problem" + ENDED + HELD)
                        .param("problem", StoredProblem.write(problem)));
    }

    /**
     * Puts a job back among those that wait; false if the claim is void.
     *
     * @param counted whether this execution was an attempt
     */
    boolean handBack(Claim claim, boolean counted) {
        return held(
                claim,
                jdbc.sql("UPDATE job SET state = 'QUEUED', steps_done = NULL, steps_total = NULL, psnr = NULL,"
                                + " attempts = attempts - :uncounted" + HELD)
                        .param("uncounted", counted ? 0 : 1));
    }

    private JdbcClient.StatementSpec ending(String update) {
        Instant now = Instant.now();
        return jdbc.sql(update).param("now", at(now)).param("expires", at(now.plus(properties.retention())));
    }

    private static boolean held(Claim claim, JdbcClient.StatementSpec update) {
        return update.param("id", claim.job()).param("token", claim.token()).update() == 1;
    }
}
