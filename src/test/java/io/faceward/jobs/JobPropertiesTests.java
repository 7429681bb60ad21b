package io.faceward.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobPropertiesTests {

    @Test
    void defaultsArePinned() {
        assertThat(bound(Map.of("folder", "jobs")))
                .isEqualTo(new JobProperties(
                        Path.of("jobs"),
                        null,
                        1,
                        1000,
                        Duration.ofMinutes(15),
                        3,
                        Duration.ofSeconds(2),
                        Duration.ofHours(24),
                        Duration.ofDays(7),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(250),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(15),
                        64,
                        Duration.ofMinutes(30)));
    }

    @Test
    void aBucketNeedsItsNameOnly() {
        assertThat(bound(Map.of("folder", "jobs", "s3.bucket", "photos")).s3())
                .isEqualTo(new JobProperties.S3("photos", null, "us-east-1", false));
    }

    private static JobProperties bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("", JobProperties.class)
                .get();
    }
}
