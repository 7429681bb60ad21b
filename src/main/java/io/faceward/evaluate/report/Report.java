package io.faceward.evaluate.report;

import io.faceward.evaluate.Entry;
import io.faceward.evaluate.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a run found out: for programs, for spreadsheets, for papers and for people. */
final class Report {

    static final String RESULTS = "results.json";
    static final String PAGE = "index.html";
    static final String SHEETS = "sheets";

    private static final String CHARTS = "charts";

    private final Path folder;

    Report(Path folder) {
        this.folder = folder;
    }

    private record Titled(String title, String file) {}

    /** @param sheets names of the contact sheets' files by those of their photos */
    void write(Results results, List<Entry> entries, Map<String, String> sheets) throws IOException {
        Files.writeString(
                folder.resolve(RESULTS),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
        TrialTable.write(entries, folder.resolve("trials.csv"));
        Summary summary = results.summary();
        if (summary == null) {
            return;
        }
        Tables tables = new Tables(summary, results.protocol().settings().getOrDefault("method", "protected"));
        Files.writeString(
                folder.resolve("tables.md"),
                String.join("\n", tables.all().stream().map(Table::markdown).toList()));
        Map<String, String> charts = new Charts(summary, tables).write(entries, folder.resolve(CHARTS));
        Files.writeString(folder.resolve(PAGE), page(results, summary, tables, charts, sheets));
    }

    private static String page(
            Results results, Summary summary, Tables tables, Map<String, String> charts, Map<String, String> sheets) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("summary", summary);
        model.put("protocol", results.protocol());
        model.put("settings", results.protocol().settings().entrySet());
        model.put("effort", effort(results.effort()));
        model.put("tables", tables.all());
        model.put("charts", titled(charts, CHARTS));
        model.put("sheets", titled(sheets, SHEETS));
        model.put("failures", results.failures().entrySet());
        return Page.render("report", model);
    }

    private static String effort(Results.Effort effort) {
        return String.format(
                Locale.ROOT,
                "the last run took %.1f minutes for %d photos, %.0f %% of them in networks",
                effort.seconds() / 60,
                effort.photos(),
                100 * effort.networkShare());
    }

    private static List<Titled> titled(Map<String, String> files, String folder) {
        return files.entrySet().stream()
                .map(file -> new Titled(file.getKey(), folder + "/" + file.getValue()))
                .toList();
    }
}
