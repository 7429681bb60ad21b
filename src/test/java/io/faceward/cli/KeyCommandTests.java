package io.faceward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.FacewardApplication;
import io.faceward.access.ApiKey;
import io.faceward.access.KeyFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeyCommandTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        try (Service service = new Service(FacewardApplication.class, List.of())) {
            CommandLine commands = Faceward.commands(service);
            commands.setOut(new PrintWriter(out, true));
            commands.setErr(new PrintWriter(err, true));
            return commands.execute(arguments);
        }
    }

    @Test
    void aServiceKnowsTheKeysThatWereAddedToItsFile() throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "# our clients");

        assertThat(run("key", "--client", "shop", "--file", file.toString())).isZero();
        assertThat(run("key", "--client", "shop", "--scopes", "evaluate,admin", "--file", file.toString()))
                .isZero();

        List<String> keys = out.toString().lines().toList();
        assertThat(keys).hasSize(2);
        assertThat(Files.readString(file)).doesNotContain(keys);
        try (KeyFile known = KeyFile.watch(file, Duration.ofHours(1))) {
            assertThat(keys).allSatisfy(key -> assertThat(known.keys().find(key).map(ApiKey::client))
                    .contains("shop"));
        }
    }

    @Test
    void withoutAFileTheLineIsPrinted() {
        assertThat(run("key", "--client", "shop", "--expires", "2030-01-31")).isZero();

        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        key -> assertThat(key).matches("key:  faceward_[A-Za-z0-9_-]{43}"),
                        line -> assertThat(line).matches("line: shop protect sha256:[0-9a-f]{64} 2030-01-31"));
    }

    @Test
    void whatIsNoScopeOrClientIsWrongUsage() {
        assertThat(run("key", "--client", "shop", "--scopes", "everything")).isEqualTo(2);
        assertThat(err.toString()).contains("protect,evaluate,admin");
        assertThat(run("key", "--client", "our shop")).isEqualTo(2);
    }
}
