package io.faceward.evaluate.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table to be read.
 *
 * @param title above it
 * @param note below the title
 * @param rows each as long as the header
 */
public record Table(String title, String note, List<String> header, List<List<String>> rows) {

    /** As Markdown. */
    public String markdown() {
        String line = "| " + header.stream().map(Table::escaped).collect(Collectors.joining(" | ")) + " |";
        String rule = header.stream().map(column -> "---").collect(Collectors.joining("|", "|", "|"));
        Stream<String> body = rows.stream()
                .map(row -> "| " + row.stream().map(Table::escaped).collect(Collectors.joining(" | ")) + " |");
        return Stream.concat(Stream.of("### " + title, "", note, "", line, rule), body)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
