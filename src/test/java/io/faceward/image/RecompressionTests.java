package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.SharedData;
import io.faceward.image.Recompression.Subsampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecompressionTests {

    private final Decoder decoder = new Decoder(Fixtures.defaults());

    @Test
    void costsAsMuchAsPillowsEncoder() throws IOException {
        Path folder = SharedData.golden("16_robust");
        JsonNode items = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("expected.json")))
                .get("items");
        assertThat(items).hasSize(9);
        for (JsonNode item : items) {
            Pixels original = read(folder.resolve(item.get("original").asString()));
            Pixels decoded = Recompression.jpeg(original, item.get("quality").asInt(), Subsampling.S420);
            assertThat(Fidelity.psnr(original, decoded))
                    .isCloseTo(item.get("psnr").asDouble(), within(0.05));
        }
    }

    @Test
    void decodesAsPillowDoes() throws IOException {
        Path folder = SharedData.golden("16_robust");
        for (String name : new String[] {"orig0_q50", "orig1_q75", "orig2_q90"}) {
            Pixels expected = read(folder.resolve(name + "_decoded.png"));
            assertThat(Fidelity.linf(read(folder.resolve(name + ".jpg")), expected))
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void subsamplingCostsColour() {
        Pixels photo = Fixtures.photo(120, 80, false);
        double full = Fidelity.psnr(photo, Recompression.jpeg(photo, 90, Subsampling.S444));
        double half = Fidelity.psnr(photo, Recompression.jpeg(photo, 90, Subsampling.S422));
        double quarter = Fidelity.psnr(photo, Recompression.jpeg(photo, 90, Subsampling.S420));
        assertThat(full).isGreaterThan(half);
        assertThat(half).isGreaterThan(quarter);
    }

    @Test
    void lowerQualityCostsMore() {
        Pixels photo = Fixtures.photo(120, 80, false);
        assertThat(Fidelity.psnr(photo, Recompression.webp(photo, 80)))
                .isGreaterThan(Fidelity.psnr(photo, Recompression.webp(photo, 20)));
    }

    private Pixels read(Path file) throws IOException {
        return decoder.decode(Files.readAllBytes(file)).pixels();
    }
}
