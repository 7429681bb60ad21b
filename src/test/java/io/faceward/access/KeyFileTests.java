package io.faceward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTests {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final AtomicInteger written = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void keysAreExchangedWhileTheServiceRuns() throws IOException {
        Path file = write(line("old", "shop"));
        try (KeyFile keys = KeyFile.watch(file, INTERVAL)) {
            assertThat(keys.keys().find("old")).map(ApiKey::client).contains("shop");

            write("# both, until the new one is handed out\n\n" + line("old", "shop") + "\n" + line("new", "shop"));
            await().until(() -> keys.keys().find("new").isPresent());
            assertThat(keys.keys().find("old")).isPresent();

            write(line("new", "shop"));
            await().until(() -> keys.keys().find("old").isEmpty());
            assertThat(keys.keys().find("new")).isPresent();
        }
    }

    @Test
    void aFileThatBreaksOrGoesChangesNothingUntilItIsWhole() throws Exception {
        Path file = write(line("old", "shop"));
        try (KeyFile keys = KeyFile.watch(file, INTERVAL)) {
            write("shop protect");
            Thread.sleep(5 * INTERVAL.toMillis());
            assertThat(keys.keys().find("old")).isPresent();

            Files.delete(file);
            Thread.sleep(5 * INTERVAL.toMillis());
            assertThat(keys.keys().find("old")).isPresent();

            write(line("new", "shop"));
            await().until(() -> keys.keys().find("new").isPresent());
        }
    }

    @Test
    void anExpiredKeyIsUnknown() throws IOException {
        ApiKey expired = ApiKey.of("old", "shop", Set.of(Scope.PROTECT), LocalDate.of(2020, 1, 1));
        try (KeyFile keys = KeyFile.watch(write(expired.line()), INTERVAL)) {
            assertThat(keys.keys().find("old")).isEmpty();
        }
    }

    @Test
    void aServiceDoesNotStartWithAFileThatIsBrokenEmptyOrAbsent() throws IOException {
        refuses(write(line("old", "shop") + "\nshop"), "line 2");
        refuses(write("# nobody\n"), "no key");
        refuses(folder.resolve("absent"), "cannot be read");
    }

    private void refuses(Path file, String why) {
        assertThatExceptionOfType(AccessMisconfiguredException.class)
                .isThrownBy(() -> KeyFile.watch(file, INTERVAL))
                .withMessageContaining(why)
                .withMessageContaining(file.toString());
    }

    private static String line(String key, String client) {
        return ApiKey.of(key, client, Set.of(Scope.PROTECT), null).line();
    }

    /** A second of its own for each, since some file systems know no parts of seconds. */
    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), text);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(written.incrementAndGet())));
    }
}
