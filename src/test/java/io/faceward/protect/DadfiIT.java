package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.inference.Deadline;
import io.faceward.inference.Item;
import io.faceward.inference.WorkerPool;
import io.faceward.network.Tensor;
import io.faceward.protect.web.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service with the light generator of the bundle. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=-1")
class DadfiIT {

    @TempDir
    static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private WorkerPool pool;

    @DynamicPropertySource
    static void folders(DynamicPropertyRegistry registry) {
        registry.add("faceward.bundle.cache", () -> folder.resolve("cache"));
        registry.add("faceward.jobs.folder", () -> folder.resolve("jobs"));
    }

    @Test
    void theMethodProtectsWithAQuietPerturbation() throws Exception {
        Http http = new Http(port);

        HttpResponse<byte[]> response = http.post("/protect?method=dadfi", "image/jpeg", sample());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Faceward-Method")).contains("dadfi");
        assertThat(response.headers().firstValue("Faceward-Model").orElseThrow())
                .startsWith("dadfi@");
        assertThat(Float.parseFloat(
                        response.headers().firstValue("Faceward-Psnr").orElseThrow()))
                .isBetween(38f, 60f);
        assertThat(Http.json(http.get("/models")).toString()).contains("\"dadfi-generator\"");
    }

    @Test
    void thePoolTakesCropsOfOtherSizes() throws Exception {
        for (int side : new int[] {256, 300, 301}) {
            Tensor crop = new Tensor(new float[3 * side * side], 3, side, side);
            Tensor delta = pool.submit("dadfi", Item.of(crop), Deadline.after(Duration.ofMinutes(1)))
                    .get();
            assertThat(delta.shape()).containsExactly(3, side, side);
        }
    }

    private static byte[] sample() throws IOException {
        try (InputStream in = DadfiIT.class.getResourceAsStream("/sample/portrait.jpg")) {
            return in.readAllBytes();
        }
    }
}
