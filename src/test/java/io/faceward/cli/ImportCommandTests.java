package io.faceward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.FacewardApplication;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.model.ModelCard;
import io.faceward.protect.TestPhotos;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTests {

    private static final Service SERVICE =
            new Service(FacewardApplication.class, List.of("--logging.level.root=error"));
    private static final String FILE = "src/test/resources/checkpoints/stargan-legacy.ckpt";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    private int run(String... arguments) {
        CommandLine commands = Faceward.commands(SERVICE);
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }

    @Test
    void aCheckpointBecomesAModelOfTheBundle() {
        int code = run(
                "import",
                FILE,
                "--as",
                "stargan",
                "--name",
                "stargan-celeba",
                "--side",
                "16",
                "--licence",
                "MIT",
                "--bundle",
                folder.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "stargan-legacy.ckpt: PyTorch, the format before 1.6, 43 tensors",
                        "stargan: manipulator, 3,582 parameters, kept as float32",
                        "labels: black-hair, blond-hair, brown-hair, male, young",
                        "side: 16",
                        "self-test passed: answers are finite and differ, and a gradient comes back",
                        "'stargan-celeba' is in the bundle; a service reads it when it starts");
        Bundle bundle = Bundle.load(new BundleProperties(folder, folder.resolve("cache")));
        ModelCard card = bundle.find("stargan-celeba").orElseThrow();
        assertThat(card.licence()).isEqualTo("MIT");
    }

    @Test
    void anAssumedSideIsSaidToBe() {
        assertThat(run("import", FILE, "--as", "stargan", "--bundle", folder.toString()))
                .isZero();
        assertThat(out.toString()).contains("side: 256 (the file does not tell; --side)");
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithoutAStackTrace() throws IOException {
        Path truncated = Files.write(folder.resolve("x.ckpt"), Arrays.copyOf(Files.readAllBytes(Path.of(FILE)), 9_000));
        assertThat(run("import", truncated.toString(), "--bundle", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("import: ").contains("cut off").doesNotContain("Exception");
    }

    @Test
    void aWrongUseIsToldAsSuch() throws IOException {
        assertThat(run("import", FILE)).isEqualTo(2);
        assertThat(err.toString()).contains("Neither --bundle nor faceward.bundle.folder");
        assertThat(run("import", FILE, "--side", "5", "--bundle", folder.toString()))
                .isEqualTo(2);
        assertThat(run("import", FILE, "--reference", "glasses", "--bundle", folder.toString()))
                .isEqualTo(2);
        Path photo = Files.write(folder.resolve("Rex.png"), TestPhotos.png(40, 30));
        assertThat(run("import", FILE, "--reference", "dog=" + photo, "--bundle", folder.toString()))
                .isEqualTo(1);
    }
}
