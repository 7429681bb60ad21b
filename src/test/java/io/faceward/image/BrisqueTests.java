package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.SharedData;
import io.faceward.image.Recompression.Subsampling;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BrisqueTests {

    @Test
    void everyDistortionOfAPhotoLooksLessNatural() throws IOException {
        Pixels photo = new Decoder(Fixtures.defaults())
                .decode(Files.readAllBytes(SharedData.data("photos/couple.jpg")))
                .pixels();
        try (Brisque brisque = Brisque.open()) {
            double natural = brisque.score(photo);
            assertThat(natural).isBetween(0.0, 60.0);
            assertThat(brisque.score(Noise.gaussian(photo, 20, 1))).isGreaterThan(natural);
            assertThat(brisque.score(Smoothing.gaussian(photo, 3))).isGreaterThan(natural);
            assertThat(brisque.score(Recompression.jpeg(photo, 10, Subsampling.S420)))
                    .isGreaterThan(natural);
        }
    }

    @Test
    void tinyImagesHaveNoScore() {
        try (Brisque brisque = Brisque.open()) {
            assertThat(brisque.score(Fixtures.photo(20, 90, false))).isNaN();
        }
    }
}
