package io.faceward.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faceward.network.Tensor;
import io.faceward.protect.FakeDetector;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.TestPhotos;
import io.faceward.protect.web.Http;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@KeyServer
@ExtendWith(OutputCaptureExtension.class)
class KeyAccessTests {

    private static final byte[] PNG = TestPhotos.png(200, 160);

    @Autowired
    private FakeDetector detector;

    @Autowired
    private FakeGenerator generator;

    private Http http;

    @BeforeEach
    void serve(@LocalServerPort int port) {
        http = new Http(port);
        detector.find(FakeDetector.FACE);
        generator.reset();
    }

    @Test
    void aKeyIsTakenFromEitherHeader() throws Exception {
        assertThat(http.post("/protect", "image/png", PNG, "Authorization", "Bearer shop")
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.post("/protect", "image/png", PNG, "X-API-Key", "shop").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoIsNotKnownIsToldHowToBe() throws Exception {
        HttpResponse<byte[]> nobody = http.post("/protect", "image/png", PNG);
        problem(nobody, 401, "unauthenticated");
        assertThat(header(nobody, "WWW-Authenticate")).isEqualTo("Bearer");
        HttpResponse<byte[]> wrong = http.post("/protect", "image/png", PNG, "X-API-Key", "shoP");
        problem(wrong, 401, "unauthenticated");
        assertThat(header(wrong, "WWW-Authenticate")).contains("error=\"invalid_token\"");
        problem(http.post("/protect", "image/png", PNG, "Authorization", "Basic c2hvcDpzaG9w"), 401, "unauthenticated");
        problem(http.post("/protect", "image/png", PNG, "X-API-Key", " "), 401, "unauthenticated");
        problem(http.post("/protect", "image/png", PNG, "Authorization", "Bearer two words"), 401, "unauthenticated");
        problem(http.post("/protect?access_token=shop", "image/png", PNG), 401, "unauthenticated");
    }

    @Test
    void aKeyWithoutTheScopeIsToldWhich() throws Exception {
        HttpResponse<byte[]> response = http.post("/evaluate", "image/png", PNG, "X-API-Key", "shop");

        problem(response, 403, "forbidden");
        assertThat(Http.json(response).get("scopes").get(0).asString()).isEqualTo("evaluate");
        assertThat(header(response, "WWW-Authenticate")).contains("insufficient_scope", "scope=\"evaluate\"");
    }

    @Test
    void theJobOfAnotherClientIsNotThere() throws Exception {
        HttpResponse<byte[]> accepted = http.post(
                "/protect", "image/png", PNG, "Prefer", "respond-async", "X-API-Key", "shop", "Idempotency-Key", "one");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = header(accepted, "Location");
        await().until(() -> http.get(job + "/result", "X-API-Key", "shop").statusCode() == 200);

        problem(http.get(job, "X-API-Key", "forum"), 404, "not-found");
        problem(http.get(job + "/result", "X-API-Key", "forum"), 404, "not-found");
        problem(http.get(job + "/events", "X-API-Key", "forum"), 404, "not-found");
        problem(http.send("DELETE", job, null, new byte[0], "X-API-Key", "forum"), 404, "not-found");
        HttpResponse<byte[]> others = http.post(
                "/protect",
                "image/png",
                PNG,
                "Prefer",
                "respond-async",
                "X-API-Key",
                "forum",
                "Idempotency-Key",
                "one");
        assertThat(header(others, "Location")).isNotEqualTo(job);
        assertThat(http.get(job, "X-API-Key", "shop").statusCode()).isEqualTo(200);
    }

    @Test
    void eventsOfAJobEndWithTheJob() throws Exception {
        HttpResponse<byte[]> accepted =
                http.post("/protect", "image/png", PNG, "Prefer", "respond-async", "X-API-Key", "shop");

        HttpResponse<byte[]> events = http.get(header(accepted, "Location") + "/events", "X-API-Key", "shop");

        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(new String(events.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"state\":\"succeeded\"");
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
        for (int left = 2; left >= 0; left--) {
            HttpResponse<byte[]> response = http.get("/models", "X-API-Key", "hasty");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "RateLimit")).startsWith("\"client\";r=" + left + ";t=");
            assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"client\";q=3;w=3600");
        }
        HttpResponse<byte[]> refused = http.get("/models", "X-API-Key", "hasty");

        problem(refused, 429, "limit-exceeded");
        assertThat(Long.parseLong(header(refused, "Retry-After"))).isBetween(1100L, 1200L);
        assertThat(header(refused, "RateLimit")).startsWith("\"client\";r=0;t=");
        assertThat(Http.json(refused).get("limit").asInt()).isEqualTo(3);
        assertThat(http.get("/models", "X-API-Key", "shop").statusCode()).isEqualTo(200);
    }

    @Test
    void whoAsksForTooMuchAtOnceIsRefusedUntilThatIsDone() throws Exception {
        CompletableFuture<Tensor> held = generator.hold();
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> status("narrow"));
        generator.taken().get(20, TimeUnit.SECONDS);

        HttpResponse<byte[]> second = http.post("/protect", "image/png", PNG, "X-API-Key", "narrow");
        problem(second, 429, "limit-exceeded");
        assertThat(header(second, "Retry-After")).isEqualTo("1");

        held.complete(FakeGenerator.stripes());
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        generator.reset();
        await().until(() -> status("narrow") == 200);
    }

    private int status(String client) {
        try {
            return http.post("/protect", "image/png", PNG, "X-API-Key", client).statusCode();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void everyRequestLeavesALineWithoutItsSecrets(CapturedOutput output) throws Exception {
        http.post("/protect?seed=424242", "image/png", PNG, "X-API-Key", "shop");
        http.post("/protect", "image/png", PNG, "X-API-Key", "verysecret");

        await().untilAsserted(() -> assertThat(output.toString())
                .contains("shop POST /protect 200", "- POST /protect 401")
                .doesNotContain("verysecret", "424242"));
    }

    @Test
    void browsersAreToldToBeCareful() throws Exception {
        HttpResponse<byte[]> answer = http.get("/models", "X-API-Key", "shop", "Origin", "https://elsewhere.example");

        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none';");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        HttpResponse<byte[]> preflight = http.send(
                "OPTIONS",
                "/protect",
                null,
                new byte[0],
                "Origin",
                "https://elsewhere.example",
                "Access-Control-Request-Method",
                "POST");
        assertThat(preflight.statusCode()).isEqualTo(401);
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void charactersThatNoHeaderMayHaveAreTheClientsFault() throws Exception {
        problem(http.post("/protect?a%0Ab=1", "image/png", PNG, "X-API-Key", "shop"), 400, "malformed-request");
    }

    private static void problem(HttpResponse<byte[]> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(Http.json(response).get("type").asString()).isEqualTo("urn:faceward:problem:" + type);
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
