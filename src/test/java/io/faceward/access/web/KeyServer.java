package io.faceward.access.web;

import io.faceward.access.ApiKey;
import io.faceward.access.Scope;
import io.faceward.protect.FakeService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** The fake service with keys, which are the names of their clients; one context serves all tests. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = FakeService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "faceward.access.mode=api-key",
            "faceward.access.limits.hasty.requests=3",
            "faceward.access.limits.hasty.period=1h",
            "faceward.access.limits.narrow.concurrent=1",
            "faceward.jobs.pulse=20ms",
            "faceward.protect.ssim-floor=0",
            "faceward.protect.psnr-floor=20"
        })
@ContextConfiguration(initializers = KeyServer.Keys.class)
@interface KeyServer {

    /** Clients that may protect and nothing else. */
    List<String> PROTECTORS = List.of("shop", "forum", "hasty", "narrow");

    /** Writes the keys to a file. */
    final class Keys implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path file = Files.createTempFile("keys", "");
                file.toFile().deleteOnExit();
                Files.writeString(
                        file,
                        Stream.concat(
                                        PROTECTORS.stream().map(client -> line(client, Scope.PROTECT)),
                                        Stream.of(line("critic", Scope.EVALUATE), line("operator", Scope.ADMIN)))
                                .collect(Collectors.joining("\n")));
                TestPropertyValues.of("faceward.access.keys-file=" + file).applyTo(context);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static String line(String client, Scope scope) {
            return ApiKey.of(client, client, Set.of(scope), null).line();
        }
    }
}
