package io.faceward.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Figures of a run by step, as CSV with a header. A run that goes on may have others than before, for instance of one more
 * manipulator: where a row has none, it is {@code NaN}. For one thread.
 */
final class Course {

    private static final String STEP = "step";

    private final Path file;
    private final List<String> columns = new ArrayList<>();

    /**
     * Goes on with what is in the file.
     *
     * @param last step that is kept; what an interrupted run wrote beyond its checkpoint is dropped. Negative: nothing is
     */
    Course(Path file, long last) throws IOException {
        this.file = file;
        List<String> kept = new ArrayList<>();
        if (last >= 0 && Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            lines.stream().limit(1).forEach(header -> columns.addAll(Arrays.asList(header.split(","))));
            kept.addAll(lines.stream()
                    .filter(line -> line.startsWith(STEP) || step(line) <= last)
                    .toList());
        }
        if (columns.isEmpty()) {
            columns.add(STEP);
        }
        Files.write(file, kept);
    }

    private static long step(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(',')));
    }

    Path file() {
        return file;
    }

    /** Appends a row. */
    void add(long step, Map<String, ? extends Number> figures) throws IOException {
        List<String> unknown = figures.keySet().stream()
                .filter(name -> !columns.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            widen(unknown);
        }
        String row = columns.stream()
                .skip(1)
                .map(name -> figures.containsKey(name) ? String.valueOf(figures.get(name)) : "NaN")
                .collect(Collectors.joining(","));
        Files.write(file, List.of(step + "," + row), StandardOpenOption.APPEND);
    }

    private void widen(List<String> unknown) throws IOException {
        columns.addAll(unknown);
        List<String> wider = new ArrayList<>(List.of(String.join(",", columns)));
        Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line + ",NaN".repeat(unknown.size()))
                .forEach(wider::add);
        Files.write(file, wider);
    }
}
