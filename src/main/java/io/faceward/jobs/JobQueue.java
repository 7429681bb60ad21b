package io.faceward.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Hands waiting jobs to this process's workers, oldest first, and those of processes that died. It stops before the server
 * does: what runs is handed back after its step; it may be started again. Thread-safe.
 */
final class JobQueue implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobQueue.class);
    private static final TaskDescriptor<Void> JOB = TaskDescriptor.of("job");

    /** The fewest that db-scheduler takes; a death is then found within six intervals. */
    private static final int MISSED_HEARTBEATS = 4;

    private static final int INTERVALS = MISSED_HEARTBEATS + 2;

    private final DataSource database;
    private final JobRunner runner;
    private final Retention retention;
    private final JobProperties properties;
    private final SchedulerClient client;
    private @Nullable Scheduler scheduler;
    private @Nullable ScheduledExecutorService timer;

    JobQueue(DataSource database, JobRunner runner, Retention retention, JobProperties properties) {
        this.database = new TransactionAwareDataSourceProxy(database);
        this.runner = runner;
        this.retention = retention;
        this.properties = properties;
        this.client = SchedulerClient.Builder.create(this.database).build();
    }

    private Scheduler scheduler() {
        CustomTask<Void> task = Tasks.custom(JOB)
                .onFailure(new OnFailureRetryLater<>(properties.retryDelay()))
                .onDeadExecutionRevive()
                .execute((instance, context) -> execute(instance));
        return Scheduler.create(database, task)
                .threads(properties.workers())
                .pollingInterval(properties.poll())
                .heartbeatInterval(properties.deadAfter().dividedBy(INTERVALS))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(properties.drain())
                .build();
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> task) {
        Duration again = runner.run(UUID.fromString(task.getId()));
        return again == null
                ? (complete, operations) -> operations.remove()
                : (complete, operations) ->
                        operations.reschedule(complete, Instant.now().plus(again));
    }

    /** Adds a job, with the transaction of the caller. */
    void add(UUID job) {
        var unused = client.scheduleIfNotExists(JOB.instance(job.toString()).scheduledTo(Instant.now()));
    }

    /** Looks for waiting jobs now instead of at the next poll. */
    synchronized void wake() {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    @Override
    public synchronized void start() {
        runner.open();
        scheduler = scheduler();
        scheduler.start();
        timer = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "jobs-timer");
            thread.setDaemon(true);
            return thread;
        });
        every(timer, properties.pulse(), runner::pulse);
        every(timer, properties.sweep(), retention::sweep);
    }

    private static void every(ScheduledExecutorService timer, Duration interval, Runnable step) {
        Runnable logged = () -> {
            try {
                step.run();
            } catch (RuntimeException failure) {
                log.warn("The database of the jobs does not answer", failure);
            }
        };
        var unused = timer.scheduleWithFixedDelay(logged, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        runner.shutDown();
        Scheduler stopped;
        synchronized (this) {
            stopped = scheduler;
            scheduler = null;
        }
        if (stopped != null) {
            stopped.stop();
        }
        synchronized (this) {
            if (timer != null) {
                timer.shutdown();
                timer = null;
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
