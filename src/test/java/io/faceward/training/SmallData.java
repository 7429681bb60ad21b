package io.faceward.training;

import io.faceward.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A few faces of the real folders, in the same folders. */
final class SmallData {

    private static final int FACES = 6;
    private static final int CELEBA_FACES = 240;

    private SmallData() {}

    static Path below(Path folder) throws IOException {
        Path data = folder.resolve("data");
        for (Path set : FaceFolders.ALL) {
            try (Stream<Path> files = Files.list(SharedData.data(set.toString()))) {
                copy(files.sorted().limit(FACES).toList(), data.resolve(set));
            }
        }
        Path celeba = SharedData.data("faces/celeba89x109");
        List<String> lines =
                Files.readAllLines(celeba.resolve("attributes.csv")).subList(0, CELEBA_FACES + 1);
        Path to = Files.createDirectories(data.resolve("faces/celeba89x109"));
        Files.write(to.resolve("attributes.csv"), lines);
        copy(
                lines.stream()
                        .skip(1)
                        .map(line -> celeba.resolve("train").resolve(line.substring(0, line.indexOf(','))))
                        .toList(),
                to.resolve("train"));
        Files.createSymbolicLink(data.resolve("weights"), SharedData.data("weights"));
        return data;
    }

    private static void copy(List<Path> files, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
