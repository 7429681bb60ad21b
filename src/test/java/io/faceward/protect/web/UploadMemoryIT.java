package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.network.Tensor;
import io.faceward.protect.FakeDetector;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.FakeService;
import io.faceward.protect.TestPhotos;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Uploads that together are more than the memory set aside for them. */
@Timeout(120)
@SpringBootTest(
        classes = FakeService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "faceward.protect.inflight-uploads=60000B",
            "faceward.protect.deadline=5m",
            "faceward.protect.psnr-floor=20",
            "faceward.protect.ssim-floor=0"
        })
class UploadMemoryIT {

    private static final byte[] PNG = TestPhotos.png(200, 160);

    /** No photo, and as much as there is room for when nothing else is there. */
    private static final byte[] LARGE = new byte[59_500];

    @LocalServerPort
    private int port;

    @Autowired
    private FakeDetector detector;

    @Autowired
    private FakeGenerator generator;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void serve() {
        detector.find(FakeDetector.FACE);
        generator.reset();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatDoesNotFitBesideOthersIsRefusedAndWelcomeAfterThem(boolean form) throws Exception {
        double before = refused();
        CompletableFuture<Tensor> held = generator.hold();
        CompletableFuture<HttpResponse<byte[]>> first = CompletableFuture.supplyAsync(() -> protect(PNG, false));
        generator.taken().get(1, TimeUnit.MINUTES);

        HttpResponse<byte[]> second = protect(LARGE, form);
        held.complete(FakeGenerator.stripes());

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(Http.json(second).get("type").asString()).endsWith("queue-full");
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused()).isEqualTo(before + 1);
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(protect(LARGE, form).statusCode()).isEqualTo(415);
    }

    @Test
    void whoOnlyClaimsToSendMuchTakesNothingFromOthers() throws Exception {
        try (Socket claiming = new Socket("localhost", port)) {
            claiming.getOutputStream()
                    .write(
                            "POST /protect HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\nx"
                                    .formatted(LARGE.length)
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(protect(PNG, false).statusCode()).isEqualTo(200);
        }
    }

    private double refused() {
        return meters.counter("faceward.queue.rejected", "reason", "upload").count();
    }

    private HttpResponse<byte[]> protect(byte[] body, boolean form) {
        try {
            Http http = new Http(port);
            return form ? http.form(new Http.Form().file("image", body)) : http.post("/protect", "image/png", body);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
