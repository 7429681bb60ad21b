package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTests {

    @TempDir
    Path folder;

    @Test
    void whatAnInterruptedRunWroteBeyondItsCheckpointIsDropped() throws IOException {
        Path file = folder.resolve("log.csv");
        Course first = new Course(file, -1);
        first.add(10, Map.of("loss", 3));
        first.add(20, Map.of("loss", 2));
        new Course(file, 10).add(15, Map.of("loss", 1));
        assertThat(file).hasContent("step,loss\n10,3\n15,1\n");
    }

    @Test
    void aRunThatDoesNotGoOnBeginsAnew() throws IOException {
        Path file = folder.resolve("log.csv");
        new Course(file, -1).add(10, Map.of("loss", 3));
        new Course(file, -1).add(10, Map.of("error", 4));
        assertThat(file).hasContent("step,error\n10,4\n");
    }

    @Test
    void aRunThatGoesOnMayHaveOtherFigures() throws IOException {
        Path file = folder.resolve("log.csv");
        new Course(file, -1).add(10, Map.of("loss.stargan", 3));
        Course later = new Course(file, 10);
        later.add(20, Map.of("loss.stargan", 2, "loss.face-swap", 5));
        later.add(30, Map.of("loss.face-swap", 4));
        assertThat(file).hasContent("step,loss.stargan,loss.face-swap\n10,3,NaN\n20,2,5\n30,NaN,4\n");
        LossCurves.draw(file, folder.resolve("curves.png"));
        assertThat(folder.resolve("curves.png")).isNotEmptyFile();
    }

    @Test
    void whatAnEarlierRunLeftEmptyIsBegun() throws IOException {
        Path file = Files.createFile(folder.resolve("log.csv"));
        new Course(file, 5).add(6, Map.of("loss", 1));
        assertThat(file).hasContent("step,loss\n6,1\n");
    }
}
