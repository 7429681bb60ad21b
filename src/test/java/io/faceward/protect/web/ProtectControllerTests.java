package io.faceward.protect.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.Face;
import io.faceward.protect.FakeDetector;
import io.faceward.protect.FakeGenerator;
import io.faceward.protect.FakeService;
import io.faceward.protect.TestPhotos;
import io.micrometer.core.instrument.MeterRegistry;
import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@FakeServer
class ProtectControllerTests {

    private static final byte[] JPEG = TestPhotos.jpeg(200, 160);
    private static final byte[] PNG = TestPhotos.png(200, 160);

    @Autowired
    private FakeDetector detector;

    @Autowired
    private FakeGenerator generator;

    @Autowired
    private MeterRegistry meters;

    private Http http;

    @BeforeEach
    void serve(@LocalServerPort int port) {
        http = new Http(port);
        detector.find(FakeDetector.FACE);
        generator.reset();
    }

    @Test
    void answersTheProtectedImageWithItsFigures() throws Exception {
        HttpResponse<byte[]> response = http.post("/protect", "image/png", PNG);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("image/png");
        assertThat(header(response, "Faceward-Faces")).isEqualTo("1");
        assertThat(header(response, "Faceward-Method")).isEqualTo("id-guard");
        assertThat(header(response, "Faceward-Model")).isEqualTo("id-guard@0123456789ab");
        assertThat(Double.parseDouble(header(response, "Faceward-Psnr"))).isBetween(31.0, 45.0);
        assertThat(Double.parseDouble(header(response, "Faceward-Ssim"))).isBetween(0.1, 0.9999);
        assertThat(header(response, "Server-Timing"))
                .matches(
                        "admit;dur=[\\d.]+, wait;dur=[\\d.]+, decode;dur=[\\d.]+, detect;dur=[\\d.]+, crop;dur=[\\d.]+,"
                                + " queue;dur=[\\d.]+, infer;dur=[\\d.]+,"
                                + " perturb;dur=[\\d.]+, paste;dur=[\\d.]+, encode;dur=[\\d.]+, check;dur=[\\d.]+");
        assertThat(response.headers().allValues("Vary")).contains("Accept");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void changesOnlyTheFaceAndOnlyWithinTheBound() throws Exception {
        BufferedImage before = TestPhotos.read(PNG);
        BufferedImage after = TestPhotos.read(
                http.post("/protect?epsilon=4", "image/png", PNG).body());

        int inside = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                int difference = difference(before.getRGB(x, y), after.getRGB(x, y));
                boolean inCrop = x >= 44 && x < 116 && y >= 34 && y < 106;
                assertThat(difference).isLessThanOrEqualTo(inCrop ? 4 : 0);
                inside += difference;
            }
        }
        assertThat(inside).isPositive();
    }

    @Test
    void answersTheReportWhenJsonIsPreferred() throws Exception {
        HttpResponse<byte[]> response =
                http.post("/protect?seed=42&epsilon=5", "image/png", PNG, "Accept", "application/json, image/*;q=0.5");

        JsonNode report = Http.json(response);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(report.get("type").asString()).isEqualTo("image/png");
        assertThat(report.get("width").asInt()).isEqualTo(200);
        assertThat(report.get("height").asInt()).isEqualTo(160);
        assertThat(report.get("seed").asLong()).isEqualTo(42);
        assertThat(report.get("epsilon").asDouble()).isEqualTo(5);
        assertThat(report.get("detector").asString()).isEqualTo("fake");
        assertThat(report.at("/models/0/id").asString()).isEqualTo("id-guard");
        assertThat(report.at("/models/0/sha256").asString()).isEqualTo(FakeService.CARD.sha256());
        assertThat(report.at("/faces/0/box/x").asDouble()).isEqualTo(60);
        assertThat(report.at("/faces/0/square/side").asInt()).isEqualTo(72);
        assertThat(report.at("/faces/0/quality/linf").asInt()).isBetween(1, 5);
        assertThat(report.at("/quality/psnr").asDouble())
                .isEqualTo(report.at("/faces/0/quality/psnr").asDouble());
        assertThat(report.at("/photo/psnr").asDouble())
                .isGreaterThan(report.at("/quality/psnr").asDouble());
        assertThat(report.get("timings").propertyNames()).contains("decode", "detect", "perturb", "check");
        assertThat(TestPhotos.read(
                                Base64.getDecoder().decode(report.get("image").asString()))
                        .getWidth())
                .isEqualTo(200);
        assertThat(response.headers().allValues("Vary")).contains("Accept");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|image/png",
                "image/*|image/png",
                "image/png|image/png",
                "image/avif,image/webp,*/*;q=0.8|image/png",
                "application/json;q=0.5, image/png|image/png",
                "application/*|application/json",
                "application/json|application/json",
                "image/png;q=0, application/json;q=0.1|application/json"
            })
    void acceptChoosesTheRepresentation(String accept, String type) throws Exception {
        HttpResponse<byte[]> response = http.post("/protect", "image/png", PNG, "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(type);
    }

    @Test
    void theBytesDecideTheTypeNotTheHeader() throws Exception {
        assertThat(header(http.post("/protect", "image/webp", PNG), "Content-Type"))
                .isEqualTo("image/png");
        assertThat(header(http.post("/protect", "application/octet-stream", JPEG), "Content-Type"))
                .isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp"})
    void formatChoosesTheTypeOfTheAnswer(String format) throws Exception {
        HttpResponse<byte[]> response = http.post("/protect?quality=95&format=" + format, "image/png", PNG);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("image/" + format);
    }

    @Test
    void qualityChangesTheSizeOfAJpeg() throws Exception {
        byte[] coarse = http.post("/protect?quality=80", "image/jpeg", JPEG).body();
        byte[] fine = http.post("/protect?quality=98", "image/jpeg", JPEG).body();

        assertThat(coarse.length).isLessThan(fine.length);
    }

    @Test
    void parametersWorkInTheFormAndInTheQuery() throws Exception {
        byte[] form = http.form(
                        new Http.Form().file("image", PNG).fields(Map.of("strength", "low", "no-face", "reject")))
                .body();
        byte[] query = http.post("/protect?strength=low", "image/png", PNG).body();
        byte[] medium = http.post("/protect", "image/png", PNG).body();

        assertThat(form).isEqualTo(query).isNotEqualTo(medium);
    }

    @Test
    void aPartWithoutAFileNameIsStillTheImage() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"image\"\r\nContent-Type: image/png\r\n\r\n";
        byte[] head = body.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--b--\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + PNG.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(PNG, 0, whole, head.length, PNG.length);
        System.arraycopy(tail, 0, whole, head.length + PNG.length, tail.length);

        HttpResponse<byte[]> response = http.post("/protect", "multipart/form-data; boundary=b", whole);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(http.post("/protect", "image/png", PNG).body());
    }

    @Test
    void strengthsAreOrdered() throws Exception {
        assertThat(List.of(psnr("strength=high"), psnr("strength=medium"), psnr("strength=low"), psnr("epsilon=2")))
                .isSorted();
    }

    @Test
    void theSameRequestGivesTheSameBytes() throws Exception {
        assertThat(http.post("/protect", "image/jpeg", JPEG).body())
                .isEqualTo(http.post("/protect", "image/jpeg", JPEG).body());
    }

    @Test
    void theSeedFollowsTheUploadUnlessItIsGiven() throws Exception {
        long derived = report("/protect", PNG).get("seed").asLong();

        assertThat(derived)
                .isEqualTo(report("/protect", PNG).get("seed").asLong())
                .isBetween(0L, (1L << 53) - 1);
        assertThat(report("/protect", TestPhotos.png(201, 160)).get("seed").asLong())
                .isNotEqualTo(derived);
        assertThat(report("/protect?seed=7", PNG).get("seed").asLong()).isEqualTo(7);
    }

    @Test
    void everyFaceIsReported() throws Exception {
        detector.find(FakeDetector.FACE, new Face(140, 90, 30, 40, 0.8f, List.of()));

        JsonNode report = report("/protect", PNG);

        assertThat(report.get("faces")).hasSize(2);
        assertThat(report.at("/quality/psnr").asDouble())
                .isEqualTo(Math.min(
                        report.at("/faces/0/quality/psnr").asDouble(),
                        report.at("/faces/1/quality/psnr").asDouble()));
    }

    @Test
    void aPhotoWithoutAFaceIsRefused() throws Exception {
        detector.find();

        HttpResponse<byte[]> response = http.post("/protect", "image/png", PNG);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Http.json(response).get("type").asString()).isEqualTo("urn:faceward:problem:no-face");
    }

    @Test
    void aPhotoWithoutAFacePassesThroughByteForByte() throws Exception {
        detector.find();

        HttpResponse<byte[]> response =
                http.post("/protect?no-face=pass-through&format=jpeg&metadata=none", "image/png", PNG);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(PNG);
        assertThat(header(response, "Content-Type")).isEqualTo("image/png");
        assertThat(header(response, "Faceward-Faces")).isEqualTo("0");
        assertThat(response.headers().firstValue("Faceward-Psnr")).isEmpty();
        assertThat(report("/protect?no-face=pass-through", PNG).get("epsilon").asDouble())
                .isZero();
    }

    @Test
    void aPhotoWithoutAFaceIsPerturbedAsAWhole() throws Exception {
        detector.find();

        HttpResponse<byte[]> response = http.post("/protect?no-face=whole-image", "image/png", PNG);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Faceward-Faces")).isEqualTo("0");
        BufferedImage before = TestPhotos.read(PNG);
        BufferedImage after = TestPhotos.read(response.body());
        for (int quarter = 0; quarter < 4; quarter++) {
            int changed = 0;
            for (int i = 0; i < 80 * 100; i++) {
                int x = 100 * (quarter % 2) + i % 100;
                int y = 80 * (quarter / 2) + i / 100;
                changed += difference(before.getRGB(x, y), after.getRGB(x, y));
            }
            assertThat(changed).as("quarter %s", quarter).isPositive();
        }
        assertThat(report("/protect?no-face=whole-image", PNG).get("faces")).isEmpty();
    }

    @Test
    void stagesAndRequestsAreMeasured() throws Exception {
        http.post("/protect", "image/png", PNG);
        long before = meters.get("faceward.output.psnr").summary().count();
        http.post("/protect", "image/png", PNG);
        http.post("/protect?strength=strong", "image/png", PNG);

        assertThat(meters.get("faceward.stage").tag("stage", "perturb").timer().count())
                .isPositive();
        assertThat(meters.get("faceward.requests")
                        .tags("operation", "protect", "method", "id-guard", "status", "200")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("faceward.requests")
                        .tags("method", "none", "status", "400")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("faceward.output.psnr").summary().count()).isEqualTo(before + 1);
        assertThat(meters.get("faceward.inflight.pixels").gauge().value()).isZero();
    }

    @Test
    void modelsAreListed() throws Exception {
        JsonNode models = Http.json(http.get("/models")).get("models");

        assertThat(models).hasSize(1);
        assertThat(models.at("/0/id").asString()).isEqualTo("id-guard");
        assertThat(models.at("/0/sha256").asString()).isEqualTo(FakeService.CARD.sha256());
        assertThat(models.at("/0/figures/psnr").asDouble()).isEqualTo(32.1);
    }

    private double psnr(String query) throws Exception {
        return Double.parseDouble(header(http.post("/protect?" + query, "image/png", PNG), "Faceward-Psnr"));
    }

    private JsonNode report(String path, byte[] image) throws Exception {
        return Http.json(http.post(path, "image/png", image, "Accept", "application/json"));
    }

    private static int difference(int a, int b) {
        int red = Math.abs((a >> 16 & 255) - (b >> 16 & 255));
        int green = Math.abs((a >> 8 & 255) - (b >> 8 & 255));
        return Math.max(red, Math.max(green, Math.abs((a & 255) - (b & 255))));
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow(() -> new AssertionError("no header " + name));
    }
}
