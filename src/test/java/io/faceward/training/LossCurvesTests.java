package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                        "step" + ",loss".repeat(columns),
                        "10" + ",NaN".repeat(columns),
                        "20" + ",0.5".repeat(columns),
                        "30" + ",0.4".repeat(columns)));
        LossCurves.draw(log, folder.resolve("curves.png"));

        Pixels drawn = PortraitFiles.read(folder.resolve("curves.png"));
        assertThat(drawn.width()).isEqualTo(480 * Math.min(columns, 3));
        assertThat(drawn.height()).isEqualTo(300 * ((columns + 2) / 3));
    }
}
