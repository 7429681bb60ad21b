package io.faceward.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.faceward.evaluate.Cell;
import io.faceward.evaluate.ManipulatorSummary;
import io.faceward.evaluate.Mean;
import io.faceward.evaluate.QualitySummary;
import io.faceward.evaluate.Rate;
import io.faceward.evaluate.Rule;
import io.faceward.evaluate.Summary;
import io.faceward.evaluate.Treatment;
import io.faceward.image.Decoder;
import io.faceward.image.ImageProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTests {

    @TempDir
    private Path folder;

    @Test
    void runsAreRowsAndEveryManipulatorHasAChart() throws IOException {
        Path strong = run("strong", "pgd", 34.5, 0.031);
        Path weak = run("weak", "pgd", 40.25, 0.012);
        Path other = run("other", "grasp", 41, 0.02);

        Comparison.of(List.of(strong, weak, other)).write(folder.resolve("compared"));

        assertThat(folder.resolve("compared/comparison.md"))
                .content()
                .contains("| run | method | faces | PSNR, dB | SSIM | LF | stargan |")
                .contains("| strong | pgd | 10 | 34.50 | - | - | 0.0310 / 0.500 / - |")
                .contains("| other | grasp | 10 | 41.00 | - | - | 0.0200 / 0.500 / - |");
        byte[] chart = Files.readAllBytes(folder.resolve("compared/tradeoff-stargan.png"));
        assertThat(decoder().decode(chart).pixels().width()).isEqualTo(900);
    }

    @Test
    void whatHasNoResultsIsNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path failed = write("failed", "pgd", null);

        assertThatIOException().isThrownBy(() -> Comparison.of(List.of(empty))).withMessageContaining("empty");
        assertThatIOException()
                .isThrownBy(() -> Comparison.of(List.of(failed)))
                .withMessageContaining("without any photo");
    }

    private Path run(String name, String method, double psnr, double l2) throws IOException {
        Cell cell = new Cell(
                Treatment.PROTECTED,
                "stargan",
                "none",
                20,
                1,
                5,
                mean(l2),
                null,
                null,
                null,
                null,
                List.of(new Cell.Success(Rule.L2, false, Rule.PAPERS, new Rate(0.5, 0.2, 0.8, 10, 20))));
        return write(
                name,
                method,
                new Summary(
                        10,
                        5,
                        10,
                        Map.of(Treatment.PROTECTED, new QualitySummary(mean(psnr), null, null, null, null, null, null)),
                        List.of(new ManipulatorSummary("stargan", null, null, true, null, null)),
                        List.of(cell),
                        null));
    }

    private Path write(String name, String method, @Nullable Summary summary) throws IOException {
        Protocol protocol = new Protocol(
                Map.of("method", method), method, List.of("stargan"), List.of("none"), false, 1, "own", List.of("cpu"));
        Path run = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                run.resolve("results.json"),
                JsonMapper.shared()
                        .writeValueAsString(new Results(protocol, new Results.Effort(10, 1, 0.5), summary, Map.of())));
        return run;
    }

    private static Mean mean(double value) {
        return new Mean(value, null, null, 10);
    }

    private static Decoder decoder() {
        return new Decoder(
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("faceward.image", ImageProperties.class));
    }
}
