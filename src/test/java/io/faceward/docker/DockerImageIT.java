package io.faceward.docker;

import static io.faceward.docker.Http.get;
import static io.faceward.docker.Http.post;
import static io.faceward.docker.Http.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;

/** The image, built from the Dockerfile and run as in production. */
class DockerImageIT {

    private static final byte[] PORTRAIT = Http.portrait();
    private static String image;
    private static ServiceContainer service;

    @BeforeAll
    static void start() {
        // Who names a base image means these tests to run.
        assumeTrue(
                System.getenv("FACEWARD_BASE_IMAGE") != null
                        || DockerClientFactory.instance().isDockerAvailable(),
                "needs a Docker engine");
        image = ServiceContainer.image().get();
        // As many as slow cores answer within the deadline; the others are to be refused at once.
        service = new ServiceContainer(image).published().withEnv("FACEWARD_INFERENCE_QUEUECAPACITY", "32");
        service.start();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.stop();
        }
    }

    @Test
    void itRunsWithoutRightsOnAFileSystemThatItCannotChange() throws Exception {
        assertThat(service.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
        assertThat(service.execInContainerWithUser("root", "touch", "/opt/faceward/faceward.jar")
                        .getStderr())
                .contains("Read-only file system");
        assertThat(service.execInContainer("/opt/faceward/health").getExitCode())
                .isZero();
    }

    @Test
    void classesComeFromTheArchive() throws Exception {
        // The option makes an archive that does not fit an error; alone it would be left out silently.
        var version = service.execInContainer(
                "java", "@/opt/faceward/java.options", "-Xshare:on", "-jar", "/opt/faceward/faceward.jar", "--version");

        assertThat(version.getExitCode()).as(version.getStderr()).isZero();
    }

    @Test
    void itProtectsAPhoto() throws Exception {
        HttpResponse<byte[]> response = protect(service.http("/protect"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Faceward-Faces")).contains("1");
        assertThat(response.body()).startsWith(0xFF, 0xD8).isNotEqualTo(PORTRAIT);
    }

    @Test
    void itRefusesABomb() throws Exception {
        HttpResponse<byte[]> response =
                post(service.http("/protect"), "image/png", Http.bomb()).get(1, TimeUnit.MINUTES);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(text(response)).contains("2500000000");
    }

    @Test
    void itSurvivesTwoHundredUploadsAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> uploads = Stream.generate(
                        () -> post(service.http("/protect"), "image/jpeg", PORTRAIT))
                .limit(200)
                .toList();
        Map<Integer, Long> statuses = uploads.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));

        assertThat(statuses.keySet()).as("%s", statuses).isSubsetOf(200, 503).contains(200);
        assertThat(protect(service.http("/protect")).statusCode()).isEqualTo(200);
        assertThat(get(service.management("/actuator/health/readiness")).statusCode())
                .isEqualTo(200);
        assertThat(service.getCurrentContainerInfo().getState().getOOMKilled()).isFalse();
    }

    @Test
    void itServesEveryMetricThatTheDashboardShows() throws Exception {
        protect(service.http("/protect"));
        String served = text(get(service.management("/actuator/prometheus")));
        Set<String> shown = Pattern.compile("\\b(faceward|jvm|process)_\\w+")
                .matcher(Files.readString(Path.of("helm/faceward/dashboards/faceward.json")))
                .results()
                .map(MatchResult::group)
                // There is none before anything was rejected.
                .filter(metric -> !metric.equals("faceward_queue_rejected_total"))
                .collect(Collectors.toSet());

        assertThat(shown).hasSizeGreaterThan(10).allSatisfy(metric -> assertThat(served)
                .containsPattern("(?m)^" + metric + "[ {]"));
    }

    @Test
    void itListsWhatItIsMadeOf() throws Exception {
        HttpResponse<byte[]> sbom = get(service.management("/actuator/sbom/application"));

        assertThat(sbom.statusCode()).isEqualTo(200);
        assertThat(text(sbom)).contains("CycloneDX", "pkg:maven/ai.djl/api@", "pkg:maven/org.bytedeco/opencv@");
    }

    @Test
    void itAnswersAllThatItHasAcceptedWhenItIsToldToStop() throws Exception {
        try (ServiceContainer stopped = new ServiceContainer(image).published()) {
            stopped.start();
            protect(stopped.http("/protect"));
            List<CompletableFuture<HttpResponse<byte[]>>> accepted = Stream.generate(
                            () -> post(stopped.http("/protect"), "image/jpeg", PORTRAIT))
                    .limit(12)
                    .toList();
            Thread.sleep(500);
            long open = accepted.stream().filter(answer -> !answer.isDone()).count();
            stopped.signal("SIGTERM");

            assertThat(open).as("requests in flight").isPositive();
            assertThat(accepted).allSatisfy(answer -> assertThat(
                            answer.get(2, TimeUnit.MINUTES).statusCode())
                    .isEqualTo(200));
            assertThat(stopped.exitCode(Duration.ofSeconds(90))).isEqualTo(128 + 15);
        }
    }

    @Test
    void anotherReplicaFinishesTheJobOfOneThatWasKilled(@TempDir Path shared) throws Exception {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port = freePort();
        int otherPort = freePort();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ServiceContainer killed =
                        replica(postgres, shared, port).withEnv("FACEWARD_ITERATIVE_PGD_STEPS", "10000");
                ServiceContainer other =
                        replica(postgres, shared, otherPort).withEnv("FACEWARD_ITERATIVE_PGD_STEPS", "3")) {
            killed.start();
            String job = submit(URI.create("http://127.0.0.1:%d/protect?method=pgd".formatted(port)));
            await("running", URI.create("http://127.0.0.1:%d%s".formatted(port, job)), Duration.ofMinutes(1));
            other.start();
            killed.signal("SIGKILL");

            URI seen = URI.create("http://127.0.0.1:%d%s".formatted(otherPort, job));
            await("succeeded", seen, Duration.ofMinutes(2));
            HttpResponse<byte[]> result = get(URI.create(seen + "/result"));
            assertThat(result.statusCode()).isEqualTo(200);
            assertThat(result.body()).startsWith(0xFF, 0xD8).isNotEqualTo(PORTRAIT);
        }
    }

    private static ServiceContainer replica(EmbeddedPostgres postgres, Path shared, int port) throws IOException {
        return new ServiceContainer(image)
                .local(port, freePort())
                .withFileSystemBind(shared.toString(), "/var/lib/faceward", BindMode.READ_WRITE)
                .withEnv("SPRING_DATASOURCE_URL", postgres.getJdbcUrl("postgres", "postgres"));
    }

    private static String submit(URI uri) throws Exception {
        HttpResponse<byte[]> accepted =
                post(uri, "image/jpeg", PORTRAIT, "Prefer", "respond-async").get(1, TimeUnit.MINUTES);
        assertThat(accepted.statusCode()).as(text(accepted)).isEqualTo(202);
        return URI.create(accepted.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    private static void await(String state, URI job, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        String seen = "";
        while (!Objects.equals(seen, state)) {
            assertThat(System.nanoTime()).as("the job is %s", seen).isLessThan(end);
            Thread.sleep(200);
            var found = Pattern.compile("\"state\":\"(\\w+)\"").matcher(text(get(job)));
            seen = found.find() ? found.group(1) : "unknown";
        }
    }

    private static HttpResponse<byte[]> protect(URI uri) throws Exception {
        return post(uri, "image/jpeg", PORTRAIT).get(2, TimeUnit.MINUTES);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
