package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossCurvesTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 9})
    void anyNumberOfColumnsIsDrawnAlsoWhereFiguresAreMissing(int columns) throws IOException {
        Path log = folder.resolve("log.csv");
        Files.write(
                log,
                List.of(
                        "step"
                                + IntStream.range(0, columns)
                                        .mapToObj(i -> ",loss" + i)
                                        .collect(Collectors.joining()),
                        "10" + ",NaN".repeat(columns),
                        "20" + ",0.5".repeat(columns),
                        "30" + ",0.4".repeat(columns)));
        LossCurves.draw(log, folder.resolve("curves.png"));

        Pixels drawn = PortraitFiles.read(folder.resolve("curves.png"));
        assertThat(drawn.width()).isEqualTo(480 * Math.min(columns, 3));
        assertThat(drawn.height()).isEqualTo(300 * ((columns + 2) / 3));
    }

    @Test
    void columnsThatAreAlikeUpToADotShareAChart() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.write(log, List.of("step,weight.a,weight.b,loss", "10,0.5,0.5,2", "20,0.4,0.6,1"));
        LossCurves.draw(log, folder.resolve("curves.png"));

        assertThat(PortraitFiles.read(folder.resolve("curves.png")).width()).isEqualTo(480 * 2);
    }
}
