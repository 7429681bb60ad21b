package io.faceward.evaluate.report;

import io.faceward.evaluate.Cell;
import io.faceward.evaluate.Mean;
import io.faceward.evaluate.QualitySummary;
import io.faceward.evaluate.Rule;
import io.faceward.evaluate.Summary;
import io.faceward.evaluate.Treatment;
import io.faceward.evaluate.report.TradeOff.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Several runs beside each other: what each shows and what it breaks, as a table, and per manipulator a chart of disruption
 * against PSNR with a line for each method. It compares what was saved, before any transform.
 */
public final class Comparison {

    private static final String UNTOUCHED = "none";

    private final List<Run> runs;

    private Comparison(List<Run> runs) {
        this.runs = runs;
    }

    private record Run(String name, String method, Summary summary) {

        QualitySummary quality() {
            return Objects.requireNonNull(summary.quality().get(Treatment.PROTECTED));
        }

        @Nullable
        Cell cell(String manipulator) {
            return summary.cells().stream()
                    .filter(cell -> cell.treatment() == Treatment.PROTECTED
                            && cell.manipulator().equals(manipulator)
                            && cell.transform().equals(UNTOUCHED))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Of the folders that {@link Study} wrote to.
     *
     * @throws IOException if one has no results, or results of no photo
     */
    public static Comparison of(List<Path> folders) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Path folder : folders) {
            runs.add(run(folder));
        }
        return new Comparison(runs);
    }

    private static Run run(Path folder) throws IOException {
        Path file = folder.resolve(Report.RESULTS);
        if (!Files.exists(file)) {
            throw new IOException("%s has no %s".formatted(folder, Report.RESULTS));
        }
        try {
            Results results = JsonMapper.shared().readValue(file, Results.class);
            Summary summary = results.summary();
            if (summary == null) {
                throw new IOException("%s is of a run without any photo".formatted(file));
            }
            Map<String, String> settings = results.protocol().settings();
            String method = settings.getOrDefault("method", settings.getOrDefault("mode", "fast"));
            return new Run(folder.getFileName().toString(), method, summary);
        } catch (JacksonException unreadable) {
            throw new IOException("%s cannot be read".formatted(file), unreadable);
        }
    }

    /** Every run in a row. */
    public Table table() {
        List<String> header = new ArrayList<>(List.of("run", "method", "faces", "PSNR, dB", "SSIM", "LF"));
        List<String> manipulators = manipulators();
        header.addAll(manipulators);
        List<List<String>> rows = new ArrayList<>();
        for (Run run : runs) {
            QualitySummary quality = run.quality();
            List<String> row = new ArrayList<>(List.of(
                    run.name(),
                    run.method(),
                    Integer.toString(run.summary().faces()),
                    Format.mean(quality.psnr()),
                    Format.mean(quality.ssim()),
                    Format.mean(quality.lowFrequency())));
            manipulators.forEach(manipulator -> row.add(cell(run.cell(manipulator))));
            rows.add(row);
        }
        return new Table(
                "Runs",
                "Each manipulator: L2 / DSR with the papers' threshold / with its own. DSR by L2 alone.",
                header,
                rows);
    }

    private static String cell(@Nullable Cell cell) {
        return cell == null
                ? Format.UNKNOWN
                : "%s / %s / %s"
                        .formatted(
                                Format.mean(cell.l2()),
                                Format.rate(cell.rate(Rule.L2, false)),
                                Format.rate(cell.rate(Rule.L2, true)));
    }

    /** Writes {@code comparison.md} and a chart {@code tradeoff-ID.png} for each manipulator. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("comparison.md"), table().markdown());
        for (String manipulator : manipulators()) {
            Map<String, List<Point>> lines = new LinkedHashMap<>();
            runs.forEach(run -> point(run, manipulator)
                    .forEach(point -> lines.computeIfAbsent(run.method(), any -> new ArrayList<>())
                            .add(point)));
            if (!lines.isEmpty()) {
                TradeOff.write(manipulator, lines, folder.resolve("tradeoff-%s.png".formatted(manipulator)));
            }
        }
    }

    private static Stream<Point> point(Run run, String manipulator) {
        Mean psnr = run.quality().psnr();
        Cell cell = run.cell(manipulator);
        return psnr == null || cell == null || cell.l2() == null
                ? Stream.empty()
                : Stream.of(new Point(psnr.value(), cell.l2().value()));
    }

    private List<String> manipulators() {
        return runs.stream()
                .flatMap(run -> run.summary().manipulators().stream())
                .map(manipulator -> manipulator.id())
                .distinct()
                .toList();
    }
}
