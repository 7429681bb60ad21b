package io.faceward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.protect.FakeService;
import io.faceward.protect.TestPhotos;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProtectCommandTests {

    private static final Service SERVICE = new Service(FakeService.class, List.of("--logging.level.root=error"));
    private static final byte[] PNG = TestPhotos.png(160, 130);
    private static final byte[] JPEG = TestPhotos.jpeg(160, 130);

    private final StringWriter err = new StringWriter();
    private Path in;
    private Path out;

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @BeforeEach
    void photos(@TempDir Path folder) throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
        out = folder.resolve("out");
        Files.write(in.resolve("a.png"), PNG);
        Files.write(in.resolve("b.JPEG"), JPEG);
        Files.createDirectories(in.resolve("deeper"));
        Files.write(in.resolve("deeper/c.jpg"), JPEG);
        Files.writeString(in.resolve("notes.txt"), "no photo");
    }

    @Test
    void aFolderBecomesAFolder() throws IOException {
        assertThat(run("protect", in.toString(), "-o", out.toString())).isZero();

        assertThat(files(out)).containsExactly("a.png", "b.JPEG");
        assertThat(Files.readAllBytes(out.resolve("a.png"))).isNotEqualTo(PNG);
        assertThat(TestPhotos.read(Files.readAllBytes(out.resolve("b.JPEG"))).getWidth())
                .isEqualTo(160);
        assertThat(Files.readAllBytes(in.resolve("a.png"))).isEqualTo(PNG);
        assertThat(err.toString()).contains("[1/2, ", "[2/2, ", "2 of 2 protected");
    }

    @Test
    void recursionKeepsTheFolders() {
        assertThat(run("protect", in.toString(), "-r", "-o", out.toString())).isZero();

        assertThat(files(out)).containsExactly("a.png", "b.JPEG", "deeper/c.jpg");
    }

    @Test
    void aBrokenFileDoesNotStopTheOthers() throws IOException {
        Files.write(in.resolve("aa.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        Files.writeString(in.resolve("ab.jpg"), "text");

        assertThat(run("protect", in.toString(), "-o", out.toString())).isEqualTo(1);

        assertThat(files(out)).containsExactly("a.png", "b.JPEG");
        assertThat(err.toString())
                .contains(
                        "aa.png: The image cannot be decoded",
                        "ab.jpg: The upload is not an image",
                        "2 of 4 protected");
    }

    @Test
    void anExistingOutputIsKeptUnlessOverwritten() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("a.png"), "mine");

        assertThat(run("protect", in.resolve("a.png").toString(), "-o", out.toString()))
                .isEqualTo(1);
        assertThat(out.resolve("a.png")).hasContent("mine");
        assertThat(err.toString()).contains("--overwrite");

        assertThat(run("protect", in.resolve("a.png").toString(), "-o", out.toString(), "--overwrite"))
                .isZero();
        assertThat(TestPhotos.read(Files.readAllBytes(out.resolve("a.png"))).getWidth())
                .isEqualTo(160);
    }

    @Test
    void anInputIsNeverReplaced() throws IOException {
        assertThat(run("protect", in.toString(), "-o", in.toString(), "--overwrite"))
                .isEqualTo(1);

        assertThat(Files.readAllBytes(in.resolve("a.png"))).isEqualTo(PNG);
        assertThat(Files.readAllBytes(in.resolve("b.JPEG"))).isEqualTo(JPEG);
    }

    @Test
    void twoInputsNeverShareAnOutput() throws IOException {
        Files.write(in.resolve("a.jpg"), JPEG);

        assertThat(run(
                        "protect",
                        in.resolve("a.jpg").toString(),
                        in.resolve("a.png").toString(),
                        "--format",
                        "png",
                        "--overwrite",
                        "-o",
                        out.toString()))
                .isEqualTo(1);

        assertThat(files(out)).containsExactly("a.png");
        assertThat(err.toString()).contains("1 of 2 protected");
    }

    @Test
    void formatChangesTheExtension() throws IOException {
        assertThat(run(
                        "protect",
                        in.resolve("a.png").toString(),
                        "--format",
                        "jpeg",
                        "--strength",
                        "low",
                        "-o",
                        out.toString()))
                .isZero();

        assertThat(files(out)).containsExactly("a.jpg");
        assertThat(Files.readAllBytes(out.resolve("a.jpg"))).startsWith(0xFF, 0xD8);
    }

    @Test
    void wrongUsageIsToldBeforeAnyWork() {
        String photo = in.resolve("a.png").toString();

        assertThat(run("protect", photo, "--strength", "strong", "-o", out.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("low, medium, high");
        assertThat(run("protect", photo, "--epsilon", "99", "-o", out.toString()))
                .isEqualTo(2);
        assertThat(run("protect", photo)).isEqualTo(2);
        assertThat(run("protect", in.resolve("absent.png").toString(), "-o", out.toString()))
                .isEqualTo(2);
        assertThat(run("protect", in.resolve("deeper/..").resolve("deeper/none").toString(), "-o", out.toString()))
                .isEqualTo(2);
        assertThat(run("defend")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void helpAndVersionAreAnswered() {
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(run("protect", "--help")).isZero();
    }

    @Test
    void propertiesAndCommandsAreToldApart() {
        assertThat(Arguments.of("--server.port=0", "--spring.profiles.active=x").serve())
                .isTrue();
        assertThat(Arguments.of().serve()).isTrue();

        Arguments mixed =
                Arguments.of("protect", "a.b", "--faceward.image.max-bytes=5MB", "-o", "out.d", "--epsilon=2.5");
        assertThat(mixed.serve()).isFalse();
        assertThat(mixed.command()).containsExactly("protect", "a.b", "-o", "out.d", "--epsilon=2.5");
        assertThat(mixed.configuration()).containsExactly("--faceward.image.max-bytes=5MB");
    }

    private int run(String... arguments) {
        CommandLine commands = Faceward.commands(SERVICE);
        commands.setErr(new PrintWriter(err, true));
        commands.setOut(new PrintWriter(new StringWriter(), true));
        return commands.execute(arguments);
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
