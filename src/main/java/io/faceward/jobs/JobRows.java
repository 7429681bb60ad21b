package io.faceward.jobs;

import io.faceward.jobs.Job.Steps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads jobs from rows. */
final class JobRows {

    static final String COLUMNS =
            "id, operation, state, steps_done, steps_total, psnr, problem, created_at, started_at,"
                    + " finished_at, expires_at";

    private JobRows() {}

    /** A moment as the database takes it. */
    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Job job(ResultSet row, int number) throws SQLException {
        String problem = row.getString("problem");
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("operation"),
                JobState.valueOf(row.getString("state")),
                steps(row),
                problem == null ? null : StoredProblem.read(problem),
                instant(row, "created_at"),
                instantOrNull(row, "started_at"),
                instantOrNull(row, "finished_at"),
                instant(row, "expires_at"));
    }

    private static @Nullable Steps steps(ResultSet row) throws SQLException {
        Integer done = row.getObject("steps_done", Integer.class);
        Integer total = row.getObject("steps_total", Integer.class);
        return done == null || total == null ? null : new Steps(done, total, row.getObject("psnr", Double.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : instant(row, column);
    }
}
