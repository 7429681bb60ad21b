package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ProtectPropertiesTests {

    @Test
    void defaultsArePinned() {
        assertThat(Defaults.properties())
                .isEqualTo(new ProtectProperties(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        0,
                        Duration.ofSeconds(30),
                        0,
                        DataSize.ofBytes(0),
                        Duration.ZERO,
                        1,
                        16,
                        30,
                        0.5,
                        0.75,
                        3));
    }
}
