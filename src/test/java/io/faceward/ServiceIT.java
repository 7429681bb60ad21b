package io.faceward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.faceward.ApiClient;
import com.example.faceward.ApiException;
import com.example.faceward.api.JobsApi;
import com.example.faceward.api.ModelsApi;
import com.example.faceward.api.ProtectApi;
import com.example.faceward.model.ProtectReport;
import io.faceward.image.Decoder;
import io.faceward.image.Fidelity;
import io.faceward.image.Photo;
import io.faceward.model.Bundle;
import io.faceward.protect.web.Http;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The service as a newcomer starts it: the shipped weights, the default detector, a real port. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=-1",
            "faceward.inference.queue-capacity=" + ServiceIT.QUEUE,
            "faceward.protect.deadline=5m", // on a machine that does much else, requests are slow but not lost
            "faceward.iterative.pgd.steps=2"
        })
class ServiceIT {

    private static final int AT_ONCE = 64;

    /** Photos of one face that are taken on at once. */
    static final int QUEUE = 16;

    @LocalServerPort
    private int port;

    @Autowired
    private Decoder decoder;

    @Autowired
    private Bundle bundle;

    @Autowired
    private MeterRegistry meters;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void theSamplePhotoComesBackProtected() throws Exception {
        HttpResponse<byte[]> response = http.form(new Http.Form().file("image", sample()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(response.headers().firstValue("Faceward-Faces")).contains("1");
        assertThat(response.headers().firstValue("Faceward-Model"))
                .contains("id-guard@"
                        + bundle.find("id-guard").orElseThrow().sha256().substring(0, 12));
        Photo before = decoder.decode(sample());
        Photo after = decoder.decode(response.body());
        assertThat(Fidelity.linf(before.pixels(), after.pixels())).isPositive();
        assertThat(Fidelity.psnr(before.pixels(), after.pixels())).isGreaterThan(32);
    }

    @Test
    void aPngKeepsTheBoundToTheLastLevel() throws Exception {
        byte[] png = http.post("/protect?format=png", "image/jpeg", sample()).body();

        int largest = Fidelity.linf(
                decoder.decode(sample()).pixels(), decoder.decode(png).pixels());
        assertThat(largest).isBetween(2, 6);
    }

    @Test
    void theSameRequestGivesTheSameBytes() throws Exception {
        assertThat(http.post("/protect", "image/jpeg", sample()).body())
                .isEqualTo(http.post("/protect", "image/jpeg", sample()).body());
    }

    @Test
    void theModelsTellTheirFigures() throws Exception {
        var models = Http.json(http.get("/models"));
        assertThat(models.toString()).contains("id-guard", "surrogate", "sha256", "l2Face");
    }

    @Test
    void aGeneratedClientProtectsThePhoto(@TempDir Path folder) throws Exception {
        ApiClient client =
                new ApiClient().setBasePath("http://localhost:" + port).setReadTimeout(300_000);
        Path upload = Files.write(folder.resolve("portrait.jpg"), sample());

        ProtectReport report = new ProtectApi(client)
                .protect(upload.toFile(), null, null, "low", null, null, "png", null, null, null, 7L, null, null);

        assertThat(report.getFaces()).hasSize(1);
        assertThat(report.getSeed()).isEqualTo(7);
        int largest = Fidelity.linf(
                decoder.decode(sample()).pixels(),
                decoder.decode(report.getImage()).pixels());
        assertThat(largest).isBetween(1, 6);
        assertThat(new ModelsApi(client).models().getModels()).hasSizeGreaterThan(3);
        assertThatThrownBy(() -> new JobsApi(client).job("00000000-0000-0000-0000-000000000000"))
                .isInstanceOfSatisfying(ApiException.class, failure -> assertThat(failure.getCode())
                        .isEqualTo(404));
    }

    @Test
    void anIterativeMethodIsAJobWithProgress() throws Exception {
        HttpResponse<byte[]> accepted =
                http.post("/protect?method=pgd", "image/jpeg", sample(), "Prefer", "respond-async");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();

        String events = new String(http.get(job + "/events").body(), StandardCharsets.UTF_8);

        assertThat(events).contains("\"state\":\"succeeded\"", "\"total\":2");
        HttpResponse<byte[]> result = http.get(job + "/result");
        assertThat(result.headers().firstValue("Faceward-Method")).contains("pgd");
        assertThat(Fidelity.linf(
                        decoder.decode(sample()).pixels(),
                        decoder.decode(result.body()).pixels()))
                .isPositive();
    }

    @Test
    void whatIsExpectedToTakeLongIsAJobAndStopsWithinTwoStepsWhenItIsCancelled() throws Exception {
        HttpResponse<byte[]> accepted = http.post("/protect?mode=high-fidelity", "image/jpeg", sample());
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        while (steps(job) < 1) {
            Thread.sleep(20);
        }

        int before = steps(job);
        assertThat(http.send("DELETE", job, null, new byte[0]).statusCode()).isEqualTo(204);

        while (meters.find("faceward.jobs.execution").tag("outcome", "dropped").timer() == null) {
            Thread.sleep(20);
        }
        assertThat(Http.json(http.get(job)).get("state").asString()).isEqualTo("cancelled");
        assertThat(steps(job) - before).isLessThanOrEqualTo(2);
        assertThat(http.get(job + "/result").statusCode()).isEqualTo(410);
    }

    private int steps(String job) throws Exception {
        return Http.json(http.get(job)).at("/progress/done").asInt(0);
    }

    @Test
    void requestsAtOnceAreAnsweredOrRefusedAndNoneIsLost() throws Exception {
        byte[] photo = sample();
        byte[] expected = http.post("/protect", "image/jpeg", photo).body();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(clients.submit(() -> http.post("/protect", "image/jpeg", photo)));
        }
        int answered = 0;
        for (Future<HttpResponse<byte[]>> answer : answers) {
            HttpResponse<byte[]> response = answer.get();
            if (response.statusCode() == 200) {
                assertThat(response.body()).isEqualTo(expected);
                answered++;
            } else {
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
        }
        clients.shutdown();
        assertThat(answered).isGreaterThanOrEqualTo(QUEUE);
        assertThat(http.post("/protect", "image/jpeg", photo).body()).isEqualTo(expected);
    }

    @Test
    void brokenFilesAreRefusedWithoutAServerError() throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.list(SharedData.data("malformed"))) {
            files = found.sorted().toList();
        }
        assumeThat(files).hasSizeGreaterThan(400);
        for (Path file : files) {
            long start = System.nanoTime();
            HttpResponse<byte[]> response =
                    http.post("/protect?no-face=pass-through", "image/jpeg", Files.readAllBytes(file));
            assertThat(response.statusCode()).as(file.getFileName().toString()).isLessThan(500);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(file.getFileName().toString())
                    .isLessThan(Duration.ofSeconds(10));
            if (response.statusCode() >= 400) {
                assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("java.", "\tat ");
            }
        }
    }

    private static byte[] sample() throws Exception {
        try (InputStream in = ServiceIT.class.getResourceAsStream("/sample/portrait.jpg")) {
            return in.readAllBytes();
        }
    }
}
