package io.faceward.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever claims to be a checkpoint is read or refused. */
class CheckpointFuzzTests {

    private static final Checkpoint.Limits LIMITS = new Checkpoint.Limits(1 << 20, 50_000);

    private static Path file;

    @BeforeAll
    static void open() throws IOException {
        file = Files.createTempFile("fuzz", ".pth");
    }

    @AfterAll
    static void close() throws IOException {
        Files.deleteIfExists(file);
    }

    @FuzzTest(maxDuration = "20s")
    void readsOrRefuses(byte[] content) throws IOException {
        Files.write(file, content);
        try (Checkpoint checkpoint = Checkpoint.open(file, LIMITS)) {
            checkpoint.read(checkpoint.names());
        } catch (MalformedWeightsException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }
}
