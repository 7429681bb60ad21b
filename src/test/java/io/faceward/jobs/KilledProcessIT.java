package io.faceward.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, stopped and frozen amid a job. */
@Timeout(120)
class KilledProcessIT {

    /** Of {@link Replica}. */
    private static final Duration DEAD_AFTER = Duration.ofMillis(1200);

    private static final int STEPS = 60;

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @TempDir
    private Path folder;

    @Test
    void aKilledProcessFinishesItsJobWhenItIsStartedAgain() throws Exception {
        String url = "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE".formatted(folder.resolve("jobs"));
        String job;
        try (JobProcess first = JobProcess.start(url, folder, STEPS)) {
            job = first.await("job");
            first.await("step");
            first.kill();
        }
        try (JobProcess again = JobProcess.start(url, folder, 0)) {
            assertThat(again.await("ended")).isEqualTo("succeeded");
            again.terminate();
        }
        succeededOnce(url, job, 2);
    }

    @Test
    void anotherProcessFinishesTheJobOfAKilledOne() throws Exception {
        String url = POSTGRES.create();
        try (JobProcess other = JobProcess.start(url, folder, 0)) {
            other.await("ready");
            other.signal("STOP");
            try (JobProcess killed = JobProcess.start(url, folder, STEPS)) {
                String job = killed.await("job");
                killed.await("step");
                other.signal("CONT");
                killed.kill();

                long since = System.nanoTime();
                other.await("step");
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(DEAD_AFTER.multipliedBy(2));
                assertThat(other.await("ended")).isEqualTo("succeeded");
                succeededOnce(url, job, 2);
            }
        }
    }

    @Test
    void aTerminatedProcessHandsItsJobOverAtOnce() throws Exception {
        String url = POSTGRES.create();
        try (JobProcess terminated = JobProcess.start(url, folder, STEPS)) {
            String job = terminated.await("job");
            terminated.await("step");
            terminated.terminate();
            try (JobProcess other = JobProcess.start(url, folder, 0)) {
                assertThat(other.await("ended")).isEqualTo("succeeded");
                succeededOnce(url, job, 2);
            }
        }
    }

    @Test
    void aProcessThatWasThoughtDeadAndWakesUpChangesNothing() throws Exception {
        String url = POSTGRES.create();
        try (JobProcess frozen = JobProcess.start(url, folder, STEPS)) {
            String job = frozen.await("job");
            frozen.await("step");
            frozen.signal("STOP");
            try (JobProcess other = JobProcess.start(url, folder, 0)) {
                other.await("step");
                frozen.signal("CONT");

                assertThat(frozen.await("ended")).isEqualTo("dropped");
                assertThat(other.await("ended")).isEqualTo("succeeded");
                succeededOnce(url, job, 2);
            }
        }
    }

    private void succeededOnce(String url, String job, long token) throws Exception {
        try (Replica replica = new Replica(url, folder, Map.of())) {
            assertThat(replica.jobs.find("", job).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(replica.jobs.answer("", job).body()).containsExactly(1, 2, 3);
            try (Stream<Path> files = Files.list(folder.resolve("blobs"))) {
                List<String> names =
                        files.map(file -> file.getFileName().toString()).toList();
                assertThat(names).containsExactly(BlobKeys.answer(UUID.fromString(job), token));
            }
        }
    }
}
