package io.faceward.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ImagePropertiesTests {

    @Test
    void defaultsArePinned() {
        assertThat(Fixtures.defaults())
                .isEqualTo(new ImageProperties(
                        DataSize.ofMegabytes(20), 50_000_000, DataSize.ofMegabytes(4), 65_536, 100, 85, 90));
    }
}
