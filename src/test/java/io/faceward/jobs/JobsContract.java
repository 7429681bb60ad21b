package io.faceward.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs promise, whatever the database. */
abstract class JobsContract {

    private static final String OWNER = "ann";
    private static final byte[] INPUT = {1, 2, 3};
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<Replica> replicas = new ArrayList<>();

    /** A fresh database for each test. */
    abstract String url();

    private String url;

    private Replica replica(Map<String, ?> changed) {
        if (url == null) {
            url = url();
        }
        Replica replica = new Replica(url, folder, changed);
        replicas.add(replica);
        return replica;
    }

    private Replica replica() {
        return replica(Map.of());
    }

    @AfterEach
    void close() {
        replicas.forEach(Replica::close);
    }

    @Test
    void aJobIsDoneAndItsAnswerIsKeptButNotItsInput() throws Exception {
        Replica replica = replica().start();

        Job job = replica.jobs.submit(submission(Map.of("steps", "3"))).job();
        Job done = replica.jobs.await(OWNER, job, LONG);

        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.finishedAt()).isAfterOrEqualTo(done.startedAt());
        Answer answer = replica.jobs.answer(OWNER, job.id().toString());
        assertThat(answer.type()).isEqualTo("text/plain");
        assertThat(answer.headers()).containsEntry("Run", "1");
        assertThat(answer.body()).isEqualTo(INPUT);
        eventually(() -> replica.blobs.get(BlobKeys.input(job.id())).isEmpty());
        assertThat(files()).containsExactly(BlobKeys.answer(job.id(), 1));
    }

    @Test
    void aHundredEqualKeysAtOnceMakeOneJob() throws Exception {
        Replica one = replica().start();
        Replica other = replica().start();

        List<Object> tickets = atOnce(100, i -> (i % 2 == 0 ? one : other).jobs.submit(keyed("key", INPUT)));

        assertThat(tickets)
                .allSatisfy(ticket -> assertThat(ticket).isInstanceOf(Jobs.Ticket.class))
                .extracting(ticket -> ((Jobs.Ticket) ticket).job().id())
                .containsOnly(((Jobs.Ticket) tickets.get(0)).job().id());
        assertThat(tickets.stream().filter(ticket -> !((Jobs.Ticket) ticket).repeated()))
                .hasSize(1);
        one.jobs.await(OWNER, ((Jobs.Ticket) tickets.get(0)).job(), LONG);
        assertThat(one.handler.runs.get() + other.handler.runs.get()).isEqualTo(1);
    }

    @Test
    void aKeyBelongsToOneSubmissionOfOneOwner() {
        Replica replica = replica();
        Job job = replica.jobs.submit(keyed("key", INPUT)).job();

        refused(Problem.KEY_REUSED, () -> replica.jobs.submit(keyed("key", new byte[] {9})));
        Submission others = new Submission(FakeHandler.OPERATION, "bob", "key", Map.of(), new byte[] {9});
        assertThat(replica.jobs.submit(others).job().id()).isNotEqualTo(job.id());
    }

    @Test
    void othersSeeNothingOfAJob() {
        Replica replica = replica();
        String id = replica.jobs.submit(submission(Map.of())).job().id().toString();

        refused(Problem.NOT_FOUND, () -> replica.jobs.find("bob", id));
        refused(Problem.NOT_FOUND, () -> replica.jobs.answer("bob", id));
        refused(Problem.NOT_FOUND, () -> replica.jobs.delete("bob", id));
        refused(Problem.NOT_FOUND, () -> replica.jobs.find(OWNER, "nonsense"));
        assertThat(replica.jobs.find(OWNER, id).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void theQueueTakesExactlyWhatItMay() throws Exception {
        Replica replica = replica(Map.of("queue-capacity", 5));

        List<Object> answers = atOnce(20, i -> replica.jobs.submit(submission(Map.of())));

        assertThat(answers.stream().filter(Jobs.Ticket.class::isInstance)).hasSize(5);
        assertThat(answers.stream().filter(ServiceException.class::isInstance).map(ServiceException.class::cast))
                .hasSize(15)
                .allSatisfy(full -> {
                    assertThat(full.problem()).isEqualTo(Problem.QUEUE_FULL);
                    assertThat(full.properties()).containsEntry("limit", 5);
                });
    }

    @Test
    void theOldestJobComesFirst() {
        Replica replica = replica();
        Job first = replica.jobs.submit(submission(Map.of())).job();
        Job second = replica.jobs.submit(submission(Map.of())).job();

        assertThat(replica.jobs.ahead(first)).isZero();
        assertThat(replica.jobs.ahead(second)).isEqualTo(1);

        replica.start();
        Job done = replica.jobs.await(OWNER, second, LONG);
        assertThat(replica.jobs.find(OWNER, first.id().toString()).startedAt()).isBefore(done.startedAt());
    }

    @Test
    void cancellingStopsTheWorkWithinTwoSteps() throws Exception {
        Replica replica = replica().start();
        Job job = running(replica, Map.of("steps", "1000", "millis", "20"));

        int before = replica.handler.steps.get();
        replica.jobs.delete(OWNER, job.id().toString());

        eventually(() -> replica.meters
                        .find("faceward.jobs.execution")
                        .tag("outcome", "dropped")
                        .timer()
                != null);
        assertThat(replica.handler.steps.get() - before).isLessThanOrEqualTo(2);
        assertThat(replica.jobs.find(OWNER, job.id().toString()).state()).isEqualTo(JobState.CANCELLED);
        refused(Problem.JOB_CANCELLED, () -> replica.jobs.answer(OWNER, job.id().toString()));
        assertThat(files()).isEmpty();
    }

    @Test
    void cancellingElsewhereStopsTheWorkAtTheNextPulse() throws Exception {
        Replica worker = replica().start();
        Replica other = replica();
        Job job = running(worker, Map.of("steps", "1000", "millis", "50"));

        int before = worker.handler.steps.get();
        other.jobs.delete(OWNER, job.id().toString());

        eventually(() -> worker.meters
                        .find("faceward.jobs.execution")
                        .tag("outcome", "dropped")
                        .timer()
                != null);
        assertThat(worker.handler.steps.get() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void aWaitingJobThatIsCancelledNeverRuns() throws Exception {
        Replica replica = replica();
        Job job = replica.jobs.submit(submission(Map.of())).job();
        replica.jobs.delete(OWNER, job.id().toString());

        replica.start();
        Job next = replica.jobs.submit(submission(Map.of())).job();
        replica.jobs.await(OWNER, next, LONG);

        assertThat(replica.handler.runs).hasValue(1);
        assertThat(replica.blobs.get(BlobKeys.input(job.id()))).isEmpty();
    }

    @Test
    void progressIsSeenByEveryProcess() throws Exception {
        Replica worker = replica().start();
        Replica other = replica();
        Job job = running(worker, Map.of("steps", "1000", "millis", "20"));

        eventually(() -> other.jobs.find(OWNER, job.id().toString()).progress() != null);
        Job.Steps steps = other.jobs.find(OWNER, job.id().toString()).progress();
        assertThat(steps.done()).isPositive();
        assertThat(steps.total()).isEqualTo(1000);
        assertThat(steps.psnr()).isEqualTo(41.5);
        refused(Problem.NOT_FINISHED, () -> other.jobs.answer(OWNER, job.id().toString()));
    }

    @Test
    void aProcessThatIsToldToStopHandsItsJobBack() throws Exception {
        Replica worker = replica(Map.of("attempts", 1)).start();
        Job job = running(worker, Map.of("steps", "100", "millis", "20"));

        worker.stop();

        assertThat(worker.jobs.find(OWNER, job.id().toString()).state()).isEqualTo(JobState.QUEUED);
        Replica other = replica(Map.of("attempts", 1)).start();
        assertThat(other.jobs.await(OWNER, job, LONG).state()).isEqualTo(JobState.SUCCEEDED);
        eventually(() -> files().equals(List.of(BlobKeys.answer(job.id(), 2))));
    }

    @Test
    void aProcessThatWasStoppedCanBeStartedAgain() {
        Replica replica = replica().start();
        replica.stop();
        Job job = replica.jobs.submit(submission(Map.of())).job();

        replica.start();

        assertThat(replica.jobs.await(OWNER, job, LONG).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anOlderExecutionChangesNothing() {
        Replica replica = replica();
        UUID job = replica.jobs.submit(submission(Map.of())).job().id();
        Claim old = replica.claims.take(job).orElseThrow();
        Claim current = replica.claims.take(job).orElseThrow();
        Answer answer = new Answer("text/plain", Map.of(), INPUT);

        assertThat(replica.claims.report(old, null)).isFalse();
        assertThat(replica.claims.handBack(old, true)).isFalse();
        assertThat(replica.claims.fail(old, Problem.NO_FACE.because("Old"))).isFalse();
        assertThat(replica.claims.succeed(old, answer)).isFalse();
        assertThat(replica.claims.succeed(current, answer)).isTrue();
        assertThat(replica.claims.succeed(current, answer)).isFalse();
        assertThat(replica.claims.take(job)).isEmpty();
    }

    @Test
    void anExecutionThatLostItsJobLeavesNoAnswer() throws Exception {
        Replica replica = replica(Map.of("pulse", "1h")).start();
        Job job = replica.jobs
                .submit(submission(Map.of("steps", "20", "millis", "20")))
                .job();
        eventually(() -> replica.handler.steps.get() > 0);

        Claim current = replica.claims.take(job.id()).orElseThrow();

        eventually(() -> replica.meters
                        .find("faceward.jobs.execution")
                        .tag("outcome", "dropped")
                        .timer()
                != null);
        assertThat(current.token()).isEqualTo(2);
        assertThat(replica.handler.steps).hasValue(20);
        assertThat(replica.jobs.find(OWNER, job.id().toString()).state()).isEqualTo(JobState.RUNNING);
        assertThat(files()).containsExactly(BlobKeys.input(job.id()));
    }

    @Test
    void aJobThatEndsItsProcessEachTimeFails() {
        Replica replica = replica(Map.of("attempts", 2));
        UUID job = replica.jobs.submit(submission(Map.of())).job().id();
        replica.claims.take(job);
        replica.claims.take(job);

        replica.runner.run(job);

        assertThat(replica.handler.runs).hasValue(0);
        refused(Problem.INTERNAL, () -> replica.jobs.answer(OWNER, job.toString()));
    }

    @Test
    void aFailedJobAnswersWithItsProblem() {
        Replica replica = replica().start();
        Job job = replica.jobs.submit(submission(Map.of("fail", "NO_FACE"))).job();

        Job failed = replica.jobs.await(OWNER, job, LONG);

        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> replica.jobs.answer(OWNER, job.id().toString()))
                .satisfies(failure -> {
                    assertThat(failure.problem()).isEqualTo(Problem.NO_FACE);
                    assertThat(failure).hasMessage("As it was told");
                    assertThat(failure.properties()).containsEntry("limit", 1);
                });
        assertThat(replica.handler.runs).hasValue(1);
    }

    @Test
    void aJobThatFindsNoModelIsTriedAgainAndThenFails() {
        Replica replica = replica(Map.of("attempts", 2)).start();
        Job job = replica.jobs
                .submit(submission(Map.of("fail", "MODEL_UNAVAILABLE")))
                .job();

        assertThat(replica.jobs.await(OWNER, job, LONG).state()).isEqualTo(JobState.FAILED);
        assertThat(replica.handler.runs).hasValue(2);
    }

    @Test
    void aJobThatFindsTheWorkersBusyWaits() throws Exception {
        Replica replica = replica(Map.of("attempts", 1)).start();
        Job job = replica.jobs.submit(submission(Map.of("fail", "QUEUE_FULL"))).job();

        eventually(() -> replica.handler.runs.get() > 3);

        assertThat(replica.jobs.find(OWNER, job.id().toString()).state().active())
                .isTrue();
    }

    @Test
    void whatHasExpiredIsDeletedAndLaterForgotten() throws Exception {
        Replica replica =
                replica(Map.of("retention", "1ms", "remembrance", "300ms")).start();
        Job job = replica.jobs.submit(submission(Map.of())).job();
        String id = job.id().toString();
        eventually(() -> !replica.jobs.find(OWNER, id).state().active());

        refused(Problem.RESULT_EXPIRED, () -> replica.jobs.answer(OWNER, id));
        replica.retention.sweep();
        assertThat(replica.jobs.find(OWNER, id).state()).isEqualTo(JobState.EXPIRED);
        refused(Problem.RESULT_EXPIRED, () -> replica.jobs.answer(OWNER, id));
        assertThat(files()).isEmpty();

        Thread.sleep(310);
        replica.retention.sweep();
        refused(Problem.NOT_FOUND, () -> replica.jobs.find(OWNER, id));
    }

    @Test
    void aJobThatNobodyWorksOnIsGivenUp() throws Exception {
        Replica replica = replica(Map.of("retention", "1ms"));
        Job job = replica.jobs.submit(submission(Map.of())).job();
        Thread.sleep(5);

        replica.retention.sweep();

        Job failed = replica.jobs.find(OWNER, job.id().toString());
        assertThat(failed.state()).isIn(JobState.FAILED, JobState.EXPIRED);
        Thread.sleep(5);
        replica.retention.sweep();
        assertThat(files()).isEmpty();
    }

    @Test
    void deletingAnEndedJobDeletesItsAnswer() throws Exception {
        Replica replica = replica().start();
        Job job = replica.jobs.submit(submission(Map.of())).job();
        replica.jobs.await(OWNER, job, LONG);

        replica.jobs.delete(OWNER, job.id().toString());

        refused(
                Problem.RESULT_EXPIRED,
                () -> replica.jobs.answer(OWNER, job.id().toString()));
        eventually(() -> files().isEmpty());
    }

    private static Job running(Replica replica, Map<String, String> parameters) throws Exception {
        Job job = replica.jobs.submit(submission(parameters)).job();
        eventually(() -> replica.handler.steps.get() > 0);
        return job;
    }

    private static Submission submission(Map<String, String> parameters) {
        return new Submission(FakeHandler.OPERATION, OWNER, null, parameters, INPUT);
    }

    private static Submission keyed(String key, byte[] input) {
        return new Submission(FakeHandler.OPERATION, OWNER, key, Map.of("steps", "5"), input);
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder.resolve("blobs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void refused(Problem problem, ThrowingCallable call) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    static void eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private interface Call {
        Object run(int index) throws Exception;
    }

    /** What each call returned or was refused with. */
    private static List<Object> atOnce(int calls, Call call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            int index = i;
            tasks.add(() -> call.run(index));
        }
        List<Object> results = new ArrayList<>();
        for (Future<Object> future : threads.invokeAll(tasks)) {
            try {
                results.add(future.get());
            } catch (ExecutionException refused) {
                results.add(refused.getCause());
            }
        }
        threads.shutdown();
        return results;
    }
}
