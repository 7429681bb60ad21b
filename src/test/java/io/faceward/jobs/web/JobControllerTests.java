package io.faceward.jobs.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.jobs.FakeHandler;
import io.faceward.jobs.Jobs;
import io.faceward.jobs.Submission;
import io.faceward.network.Tensor;
import io.faceward.protect.FakeDetector;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.TestPhotos;
import io.faceward.protect.web.FakeServer;
import io.faceward.protect.web.Http;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@FakeServer
class JobControllerTests {

    private static final byte[] PNG = TestPhotos.png(200, 160);
    private static final String[] ASYNC = {"Prefer", "respond-async"};

    @Autowired
    private FakeDetector detector;

    @Autowired
    private FakeGenerator generator;

    @Autowired
    private Jobs jobs;

    private Http http;
    private CompletableFuture<Tensor> held = CompletableFuture.completedFuture(FakeGenerator.stripes());

    @BeforeEach
    void serve(@LocalServerPort int port) {
        http = new Http(port);
        detector.find(FakeDetector.FACE);
        generator.reset();
    }

    @AfterEach
    void release() {
        held.complete(FakeGenerator.stripes());
        generator.reset();
    }

    @Test
    void aDeferredRequestIsAnsweredByItsJob() throws Exception {
        byte[] atOnce = http.post("/protect", "image/png", PNG).body();

        HttpResponse<byte[]> accepted = http.post("/protect", "image/png", PNG, ASYNC);

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(header(accepted, "Preference-Applied")).isEqualTo("respond-async");
        assertThat(header(accepted, "Retry-After")).isEqualTo("7");
        String job = header(accepted, "Location");
        assertThat(job).matches("/jobs/[0-9a-f-]{36}");
        assertThat(Http.json(accepted).get("operation").asString()).isEqualTo("protect");

        JsonNode ended = ended(job);
        assertThat(ended.get("state").asString()).isEqualTo("succeeded");
        assertThat(ended.propertyNames()).contains("created", "started", "finished", "expires");
        HttpResponse<byte[]> result = http.get(job + "/result");
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(header(result, "Content-Type")).isEqualTo("image/png");
        assertThat(header(result, "Faceward-Faces")).isEqualTo("1");
        assertThat(result.body()).isEqualTo(atOnce);
    }

    @Test
    void theResultIsTheRepresentationThatTheRequestAskedFor() throws Exception {
        String job = header(
                http.post("/protect", "image/png", PNG, "Prefer", "respond-async", "Accept", "application/json"),
                "Location");
        ended(job);

        HttpResponse<byte[]> result = http.get(job + "/result");

        assertThat(header(result, "Content-Type")).isEqualTo("application/json");
        assertThat(Http.json(result).get("method").asString()).isEqualTo("id-guard");
    }

    @Test
    void aRequestThatWaitsIsAnsweredIfItsJobEndsSoon() throws Exception {
        HttpResponse<byte[]> response = http.post("/protect", "image/png", PNG, "Prefer", "respond-async, wait=30");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("image/png");
        assertThat(header(response, "Content-Location")).matches("/jobs/[0-9a-f-]{36}/result");
    }

    @Test
    void aFastMethodIsNoJobUnlessThatIsAskedFor() throws Exception {
        assertThat(http.post("/protect", "image/png", PNG, "Prefer", "wait=0").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatNeedsNoTryingIsRefusedAtOnce() throws Exception {
        problem(http.post("/protect?method=dadfi", "image/png", PNG, ASYNC), 503, "model-unavailable");
        problem(http.post("/protect", "image/png", new byte[] {1, 2, 3}, ASYNC), 415, "unsupported-type");
        problem(
                http.post("/protect", "image/png", PNG, "Prefer", "respond-async", "Accept", "text/plain"),
                406,
                "not-acceptable");
        problem(http.post("/protect", "image/png", PNG, "Idempotency-Key", "two words"), 400, "malformed-request");
    }

    @Test
    void aFailedJobTellsWhyAndItsResultIsThatProblem() throws Exception {
        detector.find();
        String job = header(http.post("/protect", "image/png", PNG, ASYNC), "Location");

        JsonNode ended = ended(job);

        assertThat(ended.get("state").asString()).isEqualTo("failed");
        assertThat(ended.at("/problem/type").asString()).isEqualTo("urn:faceward:problem:no-face");
        JsonNode problem = problem(http.get(job + "/result"), 422, "no-face");
        assertThat(problem.get("instance").asString()).isEqualTo(job + "/result");
    }

    @Test
    void aHundredEqualKeysAtOnceAreOneJob() throws Exception {
        held = generator.hold();
        ExecutorService clients = Executors.newFixedThreadPool(100);
        List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(clients.submit(() ->
                    http.post("/protect", "image/png", PNG, "Prefer", "respond-async", "Idempotency-Key", "hundred")));
        }
        List<String> locations = new ArrayList<>();
        for (Future<HttpResponse<byte[]>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
            locations.add(header(answer.get(), "Location"));
        }
        clients.shutdown();

        assertThat(locations).containsOnly(locations.get(0));
    }

    @Test
    void aRepeatedRequestGetsTheStoredResultAndAnotherOneNone() throws Exception {
        String[] key = {"Idempotency-Key", "replayed"};
        HttpResponse<byte[]> first = http.post("/protect?seed=1", "image/png", PNG, key);
        HttpResponse<byte[]> second = http.post("/protect?seed=1", "image/png", PNG, key);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(header(second, "Server-Timing")).isEqualTo(header(first, "Server-Timing"));
        problem(http.post("/protect?seed=2", "image/png", PNG, key), 422, "key-reused");
        problem(http.post("/protect?seed=1", "image/png", TestPhotos.png(190, 160), key), 422, "key-reused");
    }

    @Test
    void aRepeatedRequestWhoseJobGoesOnIsAConflict() throws Exception {
        held = generator.hold();
        String job = header(
                http.post("/protect", "image/png", PNG, "Prefer", "respond-async", "Idempotency-Key", "slow"),
                "Location");

        JsonNode problem =
                problem(http.post("/protect", "image/png", PNG, "Idempotency-Key", "slow"), 409, "not-finished");

        assertThat(job).endsWith(problem.get("job").asString());
    }

    @Test
    void aJobThatGoesOnHasNoResultYetAndNoneOnceItIsCancelled() throws Exception {
        held = generator.hold();
        String job = header(http.post("/protect", "image/png", PNG, ASYNC), "Location");
        HttpResponse<byte[]> early = http.get(job + "/result");
        problem(early, 409, "not-finished");
        assertThat(header(early, "Retry-After")).isEqualTo("7");

        assertThat(delete(job).statusCode()).isEqualTo(204);

        assertThat(Http.json(http.get(job)).get("state").asString()).isEqualTo("cancelled");
        problem(http.get(job + "/result"), 410, "job-cancelled");
        assertThat(delete(job).statusCode()).isEqualTo(204);
    }

    @Test
    void aDeletedResultIsGone() throws Exception {
        String job = header(http.post("/protect", "image/png", PNG, ASYNC), "Location");
        ended(job);

        delete(job);

        problem(http.get(job + "/result"), 410, "result-expired");
        assertThat(Http.json(http.get(job)).get("state").asString()).isEqualTo("expired");
    }

    @Test
    void nothingIsSaidAboutJobsOfOthersOrNone() throws Exception {
        String foreign = "/jobs/"
                + jobs.submit(new Submission(FakeHandler.OPERATION, "another", null, Map.of(), new byte[1]))
                        .job()
                        .id();
        for (String job : List.of(foreign, "/jobs/00000000-0000-4000-8000-000000000000", "/jobs/nonsense")) {
            problem(http.get(job), 404, "not-found");
            problem(http.get(job + "/result"), 404, "not-found");
            problem(http.get(job + "/events"), 404, "not-found");
            problem(delete(job), 404, "not-found");
        }
    }

    @Test
    void eventsFollowAJobToItsEnd() throws Exception {
        String job = "/jobs/"
                + jobs.submit(new Submission(
                                FakeHandler.OPERATION, "", null, Map.of("steps", "40", "millis", "25"), new byte[1]))
                        .job()
                        .id();

        HttpResponse<byte[]> stream = http.get(job + "/events", "Accept", "text/event-stream");

        assertThat(header(stream, "Content-Type")).startsWith("text/event-stream");
        String text = new String(stream.body(), StandardCharsets.UTF_8);
        assertThat(text).contains("event:job\n");
        List<JsonNode> events = text.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonMapper.shared().readTree(line.substring(5)))
                .toList();
        assertThat(events).hasSizeGreaterThan(2);
        assertThat(events.get(events.size() - 1).get("state").asString()).isEqualTo("succeeded");
        assertThat(events.stream().map(event -> event.at("/progress/done").asInt(0)))
                .isSorted()
                .anyMatch(done -> done > 0 && done < 40);
        assertThat(events).anyMatch(event -> event.at("/progress/psnr").asDouble(0) == 41.5);
    }

    private HttpResponse<byte[]> delete(String job) throws Exception {
        return http.send("DELETE", job, null, new byte[0]);
    }

    private JsonNode ended(String job) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (true) {
            JsonNode state = Http.json(http.get(job));
            if (!List.of("receiving", "queued", "running")
                    .contains(state.get("state").asString())) {
                return state;
            }
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static JsonNode problem(HttpResponse<byte[]> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = Http.json(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:faceward:problem:" + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
