package io.faceward.jobs;

import java.util.Map;
import java.util.UUID;

/**
 * The right to work on a job.
 *
 * @param token grows with every execution of the job; only the newest may write
 * @param attempt executions so far that ended without handing the job back, this one included
 */
record Claim(UUID job, long token, int attempt, String operation, Map<String, String> parameters) {}
