package io.faceward.evaluate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.evaluate.TestBundle;
import io.faceward.protect.TestPhotos;
import io.faceward.protect.web.Http;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Evaluations by the shipped autoencoder and a small StarGAN, with a recogniser, over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=-1",
            "faceward.protect.deadline=5m",
            "faceward.evaluate.deadline=5m",
            "faceward.evaluate.max-passes=100"
        })
class EvaluateIT {

    @TempDir
    static Path bundle;

    @DynamicPropertySource
    static void models(DynamicPropertyRegistry registry) throws Exception {
        TestBundle.write(bundle);
        registry.add("faceward.bundle.folder", bundle::toString);
        Path yunet = SharedData.data("weights/detector/yunet_n_640_640.onnx");
        registry.add("faceward.face.yunet-model", yunet::toString);
    }

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aPhotoIsProtectedAndEvaluated() throws Exception {
        HttpResponse<byte[]> response = http.form(
                "/evaluate?manipulators=surrogate,stargan&transforms=none,jpeg:75",
                new Http.Form().file("original", face("00003.jpg")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Vary")).contains("Accept");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("NaN", "Infinity");
        JsonNode report = Http.json(response);
        assertThat(report.at("/protection/method").asString()).isEqualTo("id-guard");
        assertThat(report.at("/facesFound").asInt()).isEqualTo(1);
        JsonNode quality = report.at("/faces/0/quality/protected");
        assertThat(quality.get("psnr").asDouble()).isBetween(30.0, 45.0);
        assertThat(quality.get("ssim").asDouble()).isBetween(0.8, 1.0);
        assertThat(quality.get("perceptual").asDouble()).isBetween(0.001, 0.5);
        assertThat(quality.get("naturalness").isNumber()).isTrue();
        // One reconstruction and five edits, each after two transforms.
        assertThat(report.at("/faces/0/trials")).hasSize(12);
        assertThat(report.at("/results")).hasSize(4);
        for (JsonNode result : report.at("/results")) {
            assertThat(result.at("/l2/value").asDouble()).isPositive();
            assertThat(result.at("/l2Face/value").asDouble()).isPositive();
            assertThat(result.at("/identity/value").asDouble()).isBetween(-1.0, 1.0);
            assertThat(result.at("/successes/0/rate/trials").asInt())
                    .isEqualTo(result.get("trials").asInt());
        }
    }

    @Test
    void thePairOfFilesGetsTheFiguresOfTheProtection() throws Exception {
        byte[] original = face("00013.jpg");
        byte[] shielded = http.post("/protect", "image/jpeg", original).body();

        JsonNode alone = Http.json(http.post("/evaluate", "image/jpeg", original));
        JsonNode pair = Http.json(http.form(
                "/evaluate", new Http.Form().file("original", original).file("protected", shielded)));

        assertThat(pair.get("protection")).isNull();
        assertThat(pair.get("faces")).isEqualTo(alone.get("faces"));
        assertThat(pair.get("results")).isEqualTo(alone.get("results"));
    }

    @Test
    void theQualityIsThatOfTheProtectionsHeaders() throws Exception {
        byte[] original = face("00014.jpg");
        HttpResponse<byte[]> shielded = http.post("/protect", "image/jpeg", original);

        JsonNode faces =
                Http.json(http.post("/evaluate", "image/jpeg", original)).get("faces");

        // The headers are about the worst face.
        assertThat(least(faces, "psnr")).isCloseTo(header(shielded, "Faceward-Psnr"), within(0.01));
        assertThat(least(faces, "ssim")).isCloseTo(header(shielded, "Faceward-Ssim"), within(0.0001));
    }

    private static double least(JsonNode faces, String figure) {
        return faces.valueStream()
                .mapToDouble(face -> face.at("/quality/protected").get(figure).asDouble())
                .min()
                .orElseThrow();
    }

    @Test
    void aContactSheetHasARowForEveryEdit() throws Exception {
        HttpResponse<byte[]> response = http.post(
                "/evaluate?manipulators=surrogate,stargan", "image/jpeg", face("00003.jpg"), "Accept", "image/png");

        assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
        BufferedImage sheet = TestPhotos.read(response.body());
        assertThat(sheet.getWidth()).isEqualTo(8 + 5 * 168);
        assertThat(sheet.getHeight()).isEqualTo(8 + 6 * 188);
    }

    @Test
    void aBrowserGetsAPage() throws Exception {
        HttpResponse<byte[]> response = http.post(
                "/evaluate?manipulators=surrogate",
                "image/jpeg",
                face("00003.jpg"),
                "Accept",
                "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("<img class=\"sheet\" src=\"data:image/png;base64,", "<td>surrogate</td>")
                .doesNotContain("<td>stargan</td>", "{{");
    }

    @Test
    void identicalImagesHaveZerosAndANote() throws Exception {
        byte[] original = face("00003.jpg");
        JsonNode report = Http.json(http.form(
                "/evaluate", new Http.Form().file("original", original).file("protected", original)));

        assertThat(report.at("/notes/0").asString()).contains("identical");
        for (JsonNode trial : report.at("/faces/0/trials")) {
            assertThat(trial.at("/disruption/l2").asDouble()).isZero();
            assertThat(trial.at("/disruption/identity").asDouble()).isCloseTo(1, within(1e-6));
        }
        for (JsonNode result : report.at("/results")) {
            assertThat(result.at("/successes/0/rate/value").asDouble()).isZero();
        }
        assertThat(report.at("/faces/0/quality/protected").has("psnr")).isFalse();
    }

    @Test
    void imagesOfDifferentSizeAreNoPair() throws Exception {
        JsonNode problem = refused(
                422,
                new Http.Form()
                        .file("original", face("00003.jpg"))
                        .file("protected", Files.readAllBytes(SharedData.data("photos/couple.jpg"))));

        assertThat(problem.get("type").asString()).isEqualTo("urn:faceward:problem:not-a-pair");
        assertThat(problem.get("detail").asString()).contains("256x256");
    }

    @Test
    void twoPhotosOfTheSameSizeAreNoPair() throws Exception {
        JsonNode problem =
                refused(422, new Http.Form().file("original", face("00003.jpg")).file("protected", face("00013.jpg")));

        assertThat(problem.get("type").asString()).isEqualTo("urn:faceward:problem:not-a-pair");
        assertThat(problem.get("limit").asDouble()).isEqualTo(20);
        assertThat(problem.get("actual").asDouble()).isLessThan(20);
    }

    @Test
    void swappedImagesAreRefused() throws Exception {
        byte[] original = face("00003.jpg");
        JsonNode problem =
                refused(422, new Http.Form().file("original", rough(original)).file("protected", original));

        assertThat(problem.get("type").asString()).isEqualTo("urn:faceward:problem:not-a-pair");
        assertThat(problem.get("detail").asString()).contains("swapped");
    }

    @Test
    void whereTheProtectionIsSmoothSwappedImagesGetANote() throws Exception {
        byte[] original = face("00003.jpg");
        byte[] shielded = http.post("/protect", "image/jpeg", original).body();
        JsonNode report = Http.json(http.form(
                "/evaluate?manipulators=surrogate",
                new Http.Form().file("original", shielded).file("protected", original)));

        assertThat(report.get("notes").toString()).contains("swapped");
    }

    /** The picture with noise of six grey levels, as PNG. */
    private static byte[] rough(byte[] photo) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(photo));
        Random random = new Random(1);
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            int x = i % image.getWidth();
            int y = i / image.getWidth();
            int rgb = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                int level = (image.getRGB(x, y) >> shift & 0xff) + random.nextInt(-6, 7);
                rgb |= Math.min(255, Math.max(0, level)) << shift;
            }
            image.setRGB(x, y, rgb);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    @Test
    void aPhotoWithoutAFaceIsRefused() throws Exception {
        byte[] landscape = Files.readAllBytes(SharedData.data("photos/background.jpg"));

        assertThat(refused(422, new Http.Form().file("original", landscape))
                        .get("type")
                        .asString())
                .isEqualTo("urn:faceward:problem:no-face");
        assertThat(refused(422, new Http.Form().file("original", landscape).file("protected", landscape))
                        .get("type")
                        .asString())
                .isEqualTo("urn:faceward:problem:no-face");
    }

    @Test
    void whatIsUnknownIsRefusedByName() throws Exception {
        byte[] original = face("00003.jpg");
        assertThat(refused(400, new Http.Form().file("original", original).field("manipulators", "hisd"))
                        .get("allowed")
                        .toString())
                .contains("surrogate", "stargan");
        assertThat(refused(400, new Http.Form().file("original", original).field("transforms", "jpeg"))
                        .get("parameter")
                        .asString())
                .isEqualTo("transforms");
        assertThat(refused(
                                400,
                                new Http.Form()
                                        .file("original", original)
                                        .file("protected", original)
                                        .field("strength", "low"))
                        .get("detail")
                        .asString())
                .contains("strength");
        assertThat(http.post("/evaluate", "image/jpeg", original, "Accept", "image/webp")
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void moreWorkThanAllowedIsRefusedBeforeItIsDone() throws Exception {
        JsonNode problem = refused(
                422,
                new Http.Form()
                        .file("original", face("00003.jpg"))
                        .field("manipulators", "surrogate,stargan")
                        .field("transforms", "none,probes"));

        assertThat(problem.get("limit").asInt()).isEqualTo(100);
        assertThat(problem.get("actual").asInt()).isEqualTo(6 * 9 * 2);
    }

    private JsonNode refused(int status, Http.Form form) throws Exception {
        HttpResponse<byte[]> response = http.form("/evaluate", form);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        return Http.json(response);
    }

    private static double header(HttpResponse<byte[]> response, String name) {
        return Double.parseDouble(response.headers().firstValue(name).orElseThrow());
    }

    private static byte[] face(String name) throws Exception {
        return Files.readAllBytes(SharedData.data("faces/ffhq256/test/" + name));
    }
}
