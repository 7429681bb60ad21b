package io.faceward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file to protect.
 *
 * @param relative its place below the input that led to it
 */
record Source(Path file, Path relative) {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp");

    /** The named files, whatever their names, and the images of the named folders, in the order of their names. */
    static List<Source> below(List<Path> inputs, boolean recursive) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                try (Stream<Path> files = Files.walk(input, recursive ? Integer.MAX_VALUE : 1)) {
                    files.filter(Files::isRegularFile)
                            .filter(Source::named)
                            .sorted()
                            .map(file -> new Source(file, input.relativize(file)))
                            .forEach(sources::add);
                }
            } else if (Files.exists(input)) {
                sources.add(new Source(input, input.getFileName()));
            } else {
                throw new NoSuchFileException(input.toString());
            }
        }
        return sources;
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
