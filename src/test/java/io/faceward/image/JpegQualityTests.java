package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegQualityTests {

    private final Decoder decoder = new Decoder(Fixtures.defaults());

    @ParameterizedTest
    @ValueSource(ints = {50, 75, 90})
    void isThatOfFilesFromAnotherWriter(int quality) throws IOException {
        for (int i = 0; i < 3; i++) {
            byte[] jpeg = Files.readAllBytes(SharedData.golden("16_robust/orig%d_q%d.jpg".formatted(i, quality)));
            assertThat(decoder.decode(jpeg).quality()).isEqualTo(quality);
        }
    }

    @Test
    void isExactForOurOwnFiles() {
        Pixels colour = Fixtures.photo(24, 24, false);
        Pixels grey = Fixtures.photo(24, 24, true);
        for (int quality = 5; quality <= 100; quality += 5) {
            assertThat(decoder.decode(Fixtures.jpeg(colour, quality, false)).quality())
                    .isEqualTo(quality);
            assertThat(decoder.decode(Fixtures.jpeg(grey, quality, true)).quality())
                    .isEqualTo(quality);
        }
    }

    @Test
    void isNearForWebp() {
        Encoder encoder = new Encoder(Fixtures.defaults());
        Photo photo = Fixtures.photo(ImageFormat.WEBP, 100);
        for (int quality = 5; quality <= 100; quality += 5) {
            byte[] webp = encoder.encode(photo, new Encoding(null, quality, MetadataPolicy.NONE));
            assertThat(decoder.decode(webp).quality())
                    .as("quality %d", quality)
                    .isBetween(quality - 12, Math.min(99, quality + 5));
        }
    }
}
