package io.faceward.training;

import io.faceward.evaluate.ContactSheet;
import io.faceward.evaluate.Example;
import io.faceward.evaluate.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a run's generator reaches on unseen people: {@code report.json}, {@code report.md} and contact sheets. */
final class IdGuardReport {

    private static final int SHEET = 12;
    private static final String NOTE =
            "Each cell: DSR by the papers' threshold / calibrated / L2_face / identity similarity;"
                    + " one edit of each face. Photos as users get them back, in eight bits.";

    private final Path folder;
    private final Map<String, Map<String, DefenceExam.Figures>> rows = new LinkedHashMap<>();

    IdGuardReport(Path folder) {
        this.folder = folder;
    }

    /** The generator beside uniform noise of the same bound. */
    record Comparison(DefenceExam.Figures protection, DefenceExam.Figures noise) {}

    void add(String set, Comparison comparison) {
        add(set, "this generator", comparison.protection);
        add(set, "uniform noise", comparison.noise);
    }

    void add(String set, String method, DefenceExam.Figures figures) {
        rows.computeIfAbsent(set, name -> new LinkedHashMap<>()).put(method, figures);
    }

    /** Twelve people each with every manipulator: original, protected, difference, clean edit, broken edit. */
    void sheets(DefenceExam exam, List<FacePicture> pictures, Defence defence, Path set) throws IOException {
        List<FacePicture> some = IdGuardTraining.spread(pictures, SHEET);
        String name = set.toString().replace('/', '-');
        for (Map.Entry<String, List<Example>> own : exam.examples(some, defence).entrySet()) {
            Path file = folder.resolve("sheet-%s-%s.png".formatted(name, own.getKey()));
            PortraitFiles.writePng(ContactSheet.of(own.getValue()), file);
        }
    }

    void write() throws IOException {
        Files.writeString(
                folder.resolve("report.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n");
        List<String> tables = new ArrayList<>();
        rows.forEach((set, methods) -> tables.add(table(set, methods).markdown()));
        Files.writeString(folder.resolve("report.md"), String.join("\n", tables));
    }

    private static Table table(String set, Map<String, DefenceExam.Figures> methods) {
        DefenceExam.Figures first = methods.values().iterator().next();
        List<String> header = new ArrayList<>(List.of("method"));
        first.manipulators().forEach(reached -> header.add(reached.manipulator()));
        header.addAll(List.of("PSNR", "SSIM"));
        List<List<String>> body = new ArrayList<>();
        methods.forEach((method, figures) -> {
            List<String> row = new ArrayList<>(List.of(method));
            figures.manipulators().forEach(reached -> row.add(cell(reached)));
            row.add(String.format(Locale.ROOT, "%.2f", figures.psnr()));
            row.add(String.format(Locale.ROOT, "%.4f", figures.ssim()));
            body.add(row);
        });
        return new Table("%s, %d faces".formatted(set, first.faces()), NOTE, header, body);
    }

    private static String cell(DefenceExam.Reached reached) {
        return String.format(
                Locale.ROOT,
                "%.3f / %.3f / %.4f / %.3f",
                reached.rate(),
                reached.calibratedRate(),
                reached.l2Face(),
                reached.identity());
    }
}
