package io.faceward.jobs;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator that another process has the embedded database of the jobs. */
final class LockedDatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    /** Of H2. */
    private static final int DATABASE_ALREADY_OPEN = 90020;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
        return cause.getErrorCode() != DATABASE_ALREADY_OPEN
                ? null
                : new FailureAnalysis(
                        "Another process keeps its jobs in the same folder: " + cause.getMessage(),
                        "End that process, or give this one a folder of its own with faceward.jobs.folder, or let both"
                                + " share PostgreSQL with spring.datasource.url.",
                        cause);
    }
}
