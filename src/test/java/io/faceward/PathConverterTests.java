package io.faceward;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.model.BundleProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PathConverterTests {

    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withUserConfiguration(Application.class, PathConverter.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(BundleProperties.class)
    static class Application {}

    @Test
    void aPathAboveTheWorkingDirectoryIsTakenAsItIsByTheServer() {
        runner.withPropertyValues("faceward.bundle.folder=../models").run(context -> assertThat(
                        context.getBean(BundleProperties.class).folder())
                .isEqualTo(Path.of("../models")));
    }

    @Test
    void theCacheIsInTheUsersHomeUnlessConfigured() {
        runner.run(context -> assertThat(context.getBean(BundleProperties.class).cache())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "faceward")));
    }
}
