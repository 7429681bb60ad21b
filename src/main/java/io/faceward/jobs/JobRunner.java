package io.faceward.jobs;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes jobs, each under a claim of its own. Thread-safe. */
final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    /** A later execution may fare better, perhaps on another machine. */
    private static final Set<Problem> TRANSIENT = Set.of(Problem.MODEL_UNAVAILABLE, Problem.DEVICE_MEMORY);

    /** How an execution ended. */
    private enum Outcome {
        SUCCEEDED,
        FAILED,
        /** Nobody wants it any more, or another execution has the job. */
        DROPPED,
        HANDED_BACK
    }

    private final Map<String, JobHandler> handlers;
    private final Claims claims;
    private final Blobs blobs;
    private final Retention retention;
    private final JobProperties properties;
    private final MeterRegistry meters;
    private final Set<Execution> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    JobRunner(
            List<JobHandler> handlers,
            Claims claims,
            Blobs blobs,
            Retention retention,
            JobProperties properties,
            MeterRegistry meters) {
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::operation, Function.identity()));
        this.claims = claims;
        this.blobs = blobs;
        this.retention = retention;
        this.properties = properties;
        this.meters = meters;
    }

    /** Executes a job on this thread; returns after what time it is to be executed again, or null if it has ended. */
    @Nullable
    Duration run(UUID job) {
        if (stopping) {
            return Duration.ZERO;
        }
        Optional<Claim> claim = claims.take(job);
        if (claim.isEmpty()) {
            return null;
        }
        Execution execution = new Execution(claim.get());
        running.add(execution);
        long start = System.nanoTime();
        Outcome outcome = Outcome.DROPPED;
        try {
            if (stopping) {
                execution.stop(Execution.Stop.SHUTDOWN);
            }
            outcome = execute(execution);
        } finally {
            running.remove(execution);
            meters.timer(
                            "faceward.jobs.execution",
                            "operation",
                            claim.get().operation(),
                            "outcome",
                            outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
        return outcome == Outcome.HANDED_BACK ? (stopping ? Duration.ZERO : properties.retryDelay()) : null;
    }

    private Outcome execute(Execution execution) {
        Claim claim = execution.claim();
        if (claim.attempt() > properties.attempts()) {
            return fail(
                    claim,
                    Problem.INTERNAL
                            .because("The job was begun %d times and never ended".formatted(properties.attempts()))
                            .with("limit", properties.attempts()));
        }
        Answer answer;
        try {
            answer = execution.compute(() -> work(execution));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            return ended(execution, failure);
        }
        blobs.put(BlobKeys.answer(claim.job(), claim.token()), answer.body());
        if (claims.succeed(claim, answer)) {
            retention.releaseInput(claim.job());
            return Outcome.SUCCEEDED;
        }
        blobs.delete(BlobKeys.answer(claim.job(), claim.token()));
        return Outcome.DROPPED;
    }

    private Answer work(Execution execution) {
        Claim claim = execution.claim();
        JobHandler handler = handlers.get(claim.operation());
        if (handler == null) {
            throw Problem.INTERNAL.because("Operation '%s' is unknown".formatted(claim.operation()));
        }
        byte[] input =
                blobs.get(BlobKeys.input(claim.job())).orElseThrow(() -> Problem.INTERNAL.because("The input is gone"));
        return handler.run(claim.parameters(), input, properties.timeLimit(), execution);
    }

    private Outcome ended(Execution execution, Throwable failure) {
        Claim claim = execution.claim();
        Execution.Stop stop = execution.stopped();
        if (stop == Execution.Stop.UNWANTED) {
            return Outcome.DROPPED;
        }
        if (stop == Execution.Stop.SHUTDOWN) {
            return handBack(claim, false);
        }
        if (!(failure instanceof ServiceException refusal)) {
            log.error("Job {} failed", claim.job(), failure);
            return fail(claim, Problem.INTERNAL.because("The job failed"));
        }
        if (refusal.problem() == Problem.QUEUE_FULL) {
            return handBack(claim, false);
        }
        if (TRANSIENT.contains(refusal.problem()) && claim.attempt() < properties.attempts()) {
            return handBack(claim, true);
        }
        if (refusal.problem() == Problem.INTERNAL) {
            log.error("Job {} failed", claim.job(), refusal);
        }
        return fail(claim, refusal);
    }

    private Outcome fail(Claim claim, ServiceException problem) {
        if (!claims.fail(claim, problem)) {
            return Outcome.DROPPED;
        }
        retention.releaseInput(claim.job());
        return Outcome.FAILED;
    }

    private Outcome handBack(Claim claim, boolean counted) {
        return claims.handBack(claim, counted) ? Outcome.HANDED_BACK : Outcome.DROPPED;
    }

    /** Writes how far each execution is, and stops those that nobody wants. */
    void pulse() {
        for (Execution execution : running) {
            if (!claims.report(execution.claim(), execution.steps())) {
                execution.stop(Execution.Stop.UNWANTED);
            }
        }
    }

    /** Stops the job after its step if it runs here. */
    void stop(UUID job) {
        running.stream()
                .filter(execution -> execution.claim().job().equals(job))
                .forEach(execution -> execution.stop(Execution.Stop.UNWANTED));
    }

    /** Begins what it is given, also after {@link #shutDown}. */
    void open() {
        stopping = false;
    }

    /** Begins nothing more and stops what runs after its step. */
    void shutDown() {
        stopping = true;
        running.forEach(execution -> execution.stop(Execution.Stop.SHUTDOWN));
    }

    boolean shuttingDown() {
        return stopping;
    }
}
