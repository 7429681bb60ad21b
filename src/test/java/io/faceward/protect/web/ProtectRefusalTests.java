package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.protect.FakeDetector;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.TestPhotos;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@FakeServer
class ProtectRefusalTests {

    private static final byte[] PNG = TestPhotos.png(200, 160);
    private static final byte[] NOTHING = new byte[0];

    @Autowired
    private FakeDetector detector;

    @Autowired
    private FakeGenerator generator;

    private Http http;
    private int port;

    @BeforeEach
    void serve(@LocalServerPort int port) {
        this.port = port;
        http = new Http(port);
        detector.find(FakeDetector.FACE);
        generator.reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strenght=low|strenght|strength",
                "strength=strong|strength|low, medium, high",
                "strength=|strength|low, medium, high",
                "strength=LOW|strength|low, medium, high",
                "epsilon=0.5|epsilon|from 1.0 to 16.0",
                "epsilon=17|epsilon|from 1.0 to 16.0",
                "epsilon=NaN|epsilon|from 1.0 to 16.0",
                "epsilon=much|epsilon|from 1.0 to 16.0",
                "no-face=ignore|no-face|reject, pass-through, whole-image",
                "format=gif|format|jpeg, png, webp",
                "quality=0|quality|from 1 to 100",
                "quality=101|quality|from 1 to 100",
                "quality=9.5|quality|from 1 to 100",
                "metadata=some|metadata|safe, none, all",
                "seed=-1|seed|from 0 to 9007199254740991",
                "seed=9007199254740992|seed|from 0 to 9007199254740991",
                "mode=slow|mode|fast, high-fidelity",
                "method=fawkes|method|id-guard, dadfi, grasp, anti-forgery, pgd",
                "seed=1&seed=2|seed|more than once"
            })
    void aParameterThatIsNotAllowedIsNamed(String query, String name, String hint) throws Exception {
        JsonNode problem = problem(http.post("/protect?" + query, "image/png", PNG), 400, "bad-parameter");

        assertThat(problem.get("parameter").asString()).isEqualTo(name);
        assertThat(problem.get("detail").asString()).contains(hint);
    }

    @Test
    void withoutAManipulatorThereIsNoHighFidelity() throws Exception {
        problem(http.post("/protect?mode=high-fidelity", "image/png", PNG), 503, "model-unavailable");
    }

    @Test
    void aMethodWhoseModelTheBundleLacksIsUnavailable() throws Exception {
        JsonNode problem = problem(http.post("/protect?method=dadfi", "image/png", PNG), 503, "model-unavailable");

        assertThat(problem.get("detail").asString()).isEqualTo("The bundle has no model 'dadfi'");
    }

    @Test
    void contradictingParametersAreRefused() throws Exception {
        JsonNode problem =
                problem(http.post("/protect?strength=low&epsilon=3", "image/png", PNG), 400, "bad-parameter");

        assertThat(problem.get("detail").asString()).contains("strength", "epsilon");
    }

    @Test
    void anUnknownFieldOfTheFormIsRefused() throws Exception {
        JsonNode problem =
                problem(http.form(new Http.Form().file("image", PNG).field("strenght", "low")), 400, "bad-parameter");

        assertThat(problem.get("parameter").asString()).isEqualTo("strenght");
    }

    @Test
    void unreadableParametersAreRefused() throws Exception {
        problem(
                raw("POST /protect?strength=%zz HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 0\r\n"
                        + "Connection: close\r\n\r\n"),
                400,
                "malformed-request");
    }

    @Test
    void anEmptyBodyIsRefused() throws Exception {
        problem(http.post("/protect", "image/png", NOTHING), 400, "malformed-request");
        problem(http.form(new Http.Form().file("image", NOTHING)), 400, "malformed-request");
    }

    @Test
    void aFormMustHaveExactlyOneImage() throws Exception {
        problem(http.form(new Http.Form().field("strength", "low")), 400, "malformed-request");
        problem(http.form(new Http.Form().file("image", PNG).file("image", PNG)), 400, "malformed-request");
        problem(http.form(new Http.Form().file("image", PNG).file("picture", PNG)), 400, "malformed-request");
        problem(
                http.post("/protect", "multipart/form-data; boundary=x", "garbage".getBytes(StandardCharsets.US_ASCII)),
                400,
                "malformed-request");
        problem(http.post("/protect", "multipart/form-data", PNG), 400, "malformed-request");
    }

    @Test
    void aFormWithTooManyPartsIsRefused() throws Exception {
        Http.Form form = new Http.Form().file("image", PNG);
        for (int i = 0; i < 50; i++) {
            form.field("field" + i, "x");
        }

        JsonNode problem = problem(http.form(form), 400, "malformed-request");

        assertThat(problem.get("limit").asInt()).isEqualTo(16);
    }

    @Test
    void otherContentIsRefused() throws Exception {
        problem(http.post("/protect", "text/plain", PNG), 415, "unsupported-type");
        problem(http.post("/protect", "application/x-www-form-urlencoded", PNG), 415, "unsupported-type");
        problem(
                http.post("/protect", "image/png", "no image at all".getBytes(StandardCharsets.US_ASCII)),
                415,
                "unsupported-type");
    }

    @Test
    void aBrokenImageIsRefused() throws Exception {
        problem(http.post("/protect", "image/png", Arrays.copyOf(PNG, 60)), 400, "broken-image");
    }

    @Test
    void aLargeBodyIsRefusedWithLimitAndActualSize() throws Exception {
        byte[] large = Arrays.copyOf(PNG, 100 * 1024 + 1);

        JsonNode raw = problem(http.post("/protect", "image/png", large), 413, "too-many-bytes");
        assertThat(raw.get("limit").asLong()).isEqualTo(100 * 1024);
        assertThat(raw.get("actual").asLong()).isEqualTo(large.length);

        JsonNode part = problem(http.form(new Http.Form().file("image", large)), 413, "too-many-bytes");
        assertThat(part.get("limit").asLong()).isEqualTo(100 * 1024);
        assertThat(part.get("actual").asLong()).isGreaterThan(100 * 1024);

        JsonNode form =
                problem(http.form(new Http.Form().file("image", Arrays.copyOf(PNG, 1_000_000))), 413, "too-many-bytes");
        assertThat(form.get("limit").asLong()).isPositive();
        assertThat(form.get("actual").asLong()).isGreaterThan(form.get("limit").asLong());
    }

    @Test
    void aLargeChunkedBodyIsRefusedWithoutAnnouncedLength() throws Exception {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";

        problem(
                raw("POST /protect HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n"),
                413,
                "too-many-bytes");
    }

    @Test
    void aBodyShorterThanAnnouncedEndsInNo5xx() throws Exception {
        String head = "Host: a\r\nContent-Length: 5000\r\nConnection: close\r\n\r\nonly this";

        for (String type : new String[] {"image/png", "multipart/form-data; boundary=x"}) {
            String answer = raw("POST /protect HTTP/1.1\r\nContent-Type: " + type + "\r\n" + head);
            assertThat(answer).satisfiesAnyOf(a -> assertThat(a).isEmpty(), a -> assertThat(a)
                    .startsWith("HTTP/1.1 4"));
        }
        assertThat(http.post("/protect", "image/png", PNG).statusCode()).isEqualTo(200);
    }

    @Test
    void anAcceptHeaderThatNothingMatchesIsRefused() throws Exception {
        problem(http.post("/protect", "image/png", PNG, "Accept", "text/html"), 406, "not-acceptable");
        problem(http.post("/protect", "image/png", PNG, "Accept", "image/jpeg"), 406, "not-acceptable");
        problem(http.post("/protect?format=webp", "image/png", PNG, "Accept", "image/jpeg"), 406, "not-acceptable");
        problem(http.post("/protect", "image/png", PNG, "Accept", "///"), 400, "malformed-request");
        problem(http.get("/models", "Accept", "text/html"), 406, "not-acceptable");
    }

    @Test
    void otherMethodsAreRefusedAndTheRightOneIsNamed() throws Exception {
        for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH"}) {
            HttpResponse<byte[]> response = http.send(method, "/protect", null, NOTHING);
            problem(response, 405, "method-not-allowed");
            assertThat(response.headers().firstValue("Allow")).hasValue("POST");
        }
        assertThat(http.send("HEAD", "/protect", null, NOTHING).statusCode()).isEqualTo(405);
        assertThat(http.send("OPTIONS", "/protect", null, NOTHING).headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
        problem(http.post("/models", "image/png", PNG), 405, "method-not-allowed");
    }

    @Test
    void anUnknownAddressIsNotFound() throws Exception {
        problem(http.get("/nothing"), 404, "not-found");
        problem(http.get("/error"), 404, "not-found");
    }

    @Test
    void whatTheContainerRefusesIsAProblemDocumentToo() throws Exception {
        problem(raw("GET /a[b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 400, "malformed-request");
        problem(raw("GET /models HTTP/1.1\r\nConnection: close\r\n\r\n"), 400, "malformed-request");
        problem(raw("GET /models/..%2f HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 400, "malformed-request");
    }

    @Test
    void aPhotoWithTooManyPixelsNeverPassesTheDecoder() throws Exception {
        HttpResponse<byte[]> response = http.post("/protect", "image/png", TestPhotos.png(300, 200));

        assertThat(response.statusCode()).isEqualTo(422);
    }

    @Test
    void aFullQueueTellsWhenToComeBack() throws Exception {
        generator.refuse(Problem.QUEUE_FULL.because("The queue is full").limit(64, 65));

        HttpResponse<byte[]> response = http.post("/protect", "image/png", PNG);

        JsonNode problem = problem(response, 503, "queue-full");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(problem.get("limit").asInt()).isEqualTo(64);
    }

    @Test
    void photosThatFillTheMemoryTellWhenToComeBack() throws Exception {
        CompletableFuture<Tensor> held = generator.hold();
        CompletableFuture<HttpResponse<byte[]>> first = CompletableFuture.supplyAsync(() -> {
            try {
                return http.post("/protect", "image/png", PNG);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        generator.taken().get(2, TimeUnit.MINUTES);

        HttpResponse<byte[]> second = http.post("/protect", "image/png", PNG);
        held.complete(FakeGenerator.stripes());

        problem(second, 503, "queue-full");
        assertThat(second.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(first.get().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "DEADLINE_EXCEEDED,504,deadline-exceeded",
        "DEVICE_MEMORY,507,device-memory",
        "MODEL_UNAVAILABLE,503,model-unavailable"
    })
    void failuresOfTheModelKeepTheirKind(Problem failure, int status, String slug) throws Exception {
        generator.hold().completeExceptionally(failure.because("As the pool tells it"));

        problem(http.post("/protect", "image/png", PNG), status, slug);
    }

    @Test
    void anUnexpectedFailureTellsAnIncidentAndNothingElse() throws Exception {
        generator.hold().completeExceptionally(new IllegalStateException("secret"));

        HttpResponse<byte[]> response = http.post("/protect", "image/png", PNG);

        JsonNode problem = problem(response, 500, "internal");
        assertThat(problem.get("incident").asString()).hasSize(36);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .doesNotContain("secret", "Exception", "io.faceward");
    }

    private static JsonNode problem(HttpResponse<byte[]> response, int status, String slug) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = Http.json(response);
        check(problem, status, slug);
        return problem;
    }

    private static void problem(String answer, int status, String slug) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("Content-Type: application/problem+json");
        String body = answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
        check(tools.jackson.databind.json.JsonMapper.shared().readTree(body), status, slug);
    }

    private static void check(JsonNode problem, int status, String slug) {
        assertThat(problem.get("type").asString()).isEqualTo("urn:faceward:problem:" + slug);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
