package io.faceward.evaluate.report;

import io.faceward.evaluate.Cell;
import io.faceward.evaluate.Frechet;
import io.faceward.evaluate.ManipulatorSummary;
import io.faceward.evaluate.Rule;
import io.faceward.evaluate.Summary;
import io.faceward.evaluate.Treatment;
import io.faceward.model.Ceiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of a summary. Thread-safe. */
public final class Tables {

    private static final String THREE = "DSR / L2_face / ID-sim";

    private final Summary summary;
    private final String method;

    /** @param method of the protection, as rows are named */
    public Tables(Summary summary, String method) {
        this.summary = summary;
        this.method = method;
    }

    /** Every table, the most telling first. */
    public List<Table> all() {
        List<Table> tables = new ArrayList<>();
        transforms().forEach(transform -> tables.add(comparison(transform)));
        tables.add(quality());
        tables.add(manipulators());
        tables.add(details());
        return tables;
    }

    /** The rule that rates are told by where only one has room: ID-Guard's, or without a recogniser the L2 rule. */
    Rule rule() {
        return summary.cells().stream().anyMatch(cell -> cell.identity() != null) ? Rule.ID_GUARD : Rule.L2;
    }

    List<String> transforms() {
        return summary.cells().stream().map(Cell::transform).distinct().toList();
    }

    String name(Treatment treatment) {
        return treatment == Treatment.PROTECTED ? method : "uniform noise";
    }

    @Nullable
    Cell cell(Treatment treatment, String manipulator, String transform) {
        return summary.cells().stream()
                .filter(cell -> cell.treatment() == treatment
                        && cell.manipulator().equals(manipulator)
                        && cell.transform().equals(transform))
                .findFirst()
                .orElse(null);
    }

    /** The layout of Table I of ID-Guard: methods below each other, manipulators beside each other. */
    private Table comparison(String transform) {
        List<String> header = new ArrayList<>(List.of("method", "threshold"));
        summary.manipulators().forEach(manipulator -> header.add(manipulator.id()));
        List<List<String>> rows = new ArrayList<>();
        for (Treatment treatment : summary.quality().keySet()) {
            for (boolean calibrated : new boolean[] {false, true}) {
                List<String> row = new ArrayList<>(List.of(name(treatment), calibrated ? "calibrated" : "papers'"));
                summary.manipulators()
                        .forEach(manipulator ->
                                row.add(three(cell(treatment, manipulator.id(), transform), calibrated)));
                rows.add(row);
            }
        }
        return new Table(
                transform.equals("none") ? "Protection" : "Protection after " + transform,
                "Each cell: " + THREE + ". Success: " + description(rule()) + ".",
                header,
                rows);
    }

    private String three(@Nullable Cell cell, boolean calibrated) {
        return cell == null
                ? Format.UNKNOWN
                : "%s / %s / %s"
                        .formatted(
                                Format.rate(cell.rate(rule(), calibrated)),
                                Format.mean(cell.l2Face()),
                                Format.mean(cell.identity()));
    }

    private static String description(Rule rule) {
        return rule == Rule.ID_GUARD
                ? "L2_face above the threshold and ID-sim below 0.4, or the calibrated identity (ID-Guard's rule)"
                : "L2 above the threshold; there is no recogniser to tell identities";
    }

    private Table quality() {
        List<List<String>> rows = new ArrayList<>();
        summary.quality()
                .forEach((treatment, quality) -> rows.add(List.of(
                        name(treatment),
                        Format.interval(quality.psnr()),
                        Format.interval(quality.ssim()),
                        Format.interval(quality.linf()),
                        Format.interval(quality.lowFrequency()),
                        Format.interval(quality.perceptual()),
                        Format.interval(quality.naturalness()),
                        Format.interval(quality.originalNaturalness()))));
        return new Table(
                "What shows",
                "PSNR, SSIM, L-infinity and BRISQUE of the square around a face in the decoded 8-bit file;"
                        + " LF and the LPIPS-style distance of the 256x256 crop.",
                List.of("method", "PSNR", "SSIM", "L-inf", "LF", "LPIPS-style", "BRISQUE", "BRISQUE, original"),
                rows);
    }

    private Table manipulators() {
        List<List<String>> rows = new ArrayList<>();
        for (ManipulatorSummary manipulator : summary.manipulators()) {
            Ceiling ceiling = manipulator.ceiling();
            Frechet distance = manipulator.frechet();
            rows.add(List.of(
                    manipulator.id(),
                    manipulator.attacked() ? "yes" : "no",
                    ceiling == null
                            ? Format.UNKNOWN
                            : "%s (%d faces, %d steps)"
                                    .formatted(Format.number(ceiling.l2()), ceiling.faces(), ceiling.steps()),
                    Format.number(manipulator.threshold()),
                    ceiling == null ? Format.UNKNOWN : Format.number(ceiling.similarity()),
                    Format.number(manipulator.robustness()),
                    distance == null
                            ? Format.UNKNOWN
                            : Format.number(distance.distance())
                                    + (distance.indicative()
                                            ? " (indicative, %d images)".formatted(distance.images())
                                            : "")));
        }
        return new Table(
                "Manipulators",
                "Ceiling: L2 of a white-box attack on the manipulator; threshold: a fifth of it, at most 0.05; identity:"
                        + " half-way from 1 to where that attack ends, at least 0.4."
                        + " Frechet distance: of the recogniser's embeddings of clean and disrupted edits. TE: "
                        + Format.number(summary.transfer()) + ".",
                List.of(
                        "manipulator",
                        "attacked",
                        "ceiling",
                        "calibrated threshold",
                        "calibrated identity",
                        "ROB",
                        "Frechet distance"),
                rows);
    }

    private Table details() {
        List<List<String>> rows = new ArrayList<>();
        for (Cell cell : summary.cells()) {
            List<String> row = new ArrayList<>(List.of(
                    name(cell.treatment()),
                    cell.manipulator(),
                    cell.transform(),
                    String.valueOf(cell.trials()),
                    String.valueOf(cell.idle()),
                    String.valueOf(cell.people()),
                    Format.interval(cell.l2()),
                    Format.interval(cell.l2Mask()),
                    Format.interval(cell.l2Face()),
                    Format.interval(cell.identity()),
                    Format.interval(cell.identityLoss())));
            for (Rule rule : Rule.values()) {
                row.add(Format.interval(cell.rate(rule, false)));
                row.add(Format.interval(cell.rate(rule, true)));
            }
            rows.add(row);
        }
        List<String> header = new ArrayList<>(List.of(
                "method",
                "manipulator",
                "transform",
                "trials",
                "idle edits",
                "people",
                "L2",
                "L2 mask",
                "L2 face",
                "ID-sim",
                "CID"));
        for (Rule rule : Rule.values()) {
            String name = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
            header.add("DSR " + name);
            header.add("DSR " + name + ", calibrated");
        }
        return new Table(
                "Everything",
                "With 95 % confidence intervals over people: bootstrap for means, Wilson for rates."
                        + " Edits that do nothing to the unprotected face are counted as idle and in nothing else.",
                header,
                rows);
    }
}
