package io.faceward.jobs;

import java.util.Locale;

/** Where a job is on its way. */
public enum JobState {
    /** Its input is being stored. */
    RECEIVING,
    /** It waits for a worker. */
    QUEUED,
    RUNNING,
    /** Its answer is there. */
    SUCCEEDED,
    /** Its answer is a problem. */
    FAILED,
    /** It was stopped; there will be no answer. */
    CANCELLED,
    /** Its answer was deleted. */
    EXPIRED;

    /** Whether it may still change by being worked on. */
    public boolean active() {
        return this == RECEIVING || this == QUEUED || this == RUNNING;
    }

    /** The name that callers see, for instance {@code succeeded}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
