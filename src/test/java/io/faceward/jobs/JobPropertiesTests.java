package io.faceward.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

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

    @Test
    void theComposeFileNamesTheBucketAndTheDatabase() throws IOException {
        Map<String, Object> service =
                below(below(new Yaml().load(Files.readString(Path.of("docker/compose.yaml"))), "services"), "faceward");
        var sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, below(service, "environment")));
        Binder binder = new Binder(ConfigurationPropertySources.from(sources));

        assertThat(binder.bind("faceward.jobs.s3", JobProperties.S3.class).get())
                .isEqualTo(new JobProperties.S3("faceward", URI.create("http://minio:9000"), "us-east-1", true));
        assertThat(binder.bind("spring.datasource.url", String.class).get())
                .isEqualTo("jdbc:postgresql://postgres/faceward");
        assertThat(binder.bind("faceward.access.open-to-network", Boolean.class).get())
                .isTrue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> below(Map<String, Object> tree, String name) {
        return (Map<String, Object>) Objects.requireNonNull(tree.get(name));
    }

    private static JobProperties bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("", JobProperties.class)
                .get();
    }
}
