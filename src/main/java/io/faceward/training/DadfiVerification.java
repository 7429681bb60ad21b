package io.faceward.training;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import io.faceward.evaluate.report.Table;
import io.faceward.model.Bundle;
import io.faceward.model.Manipulator;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.training.DadfiFigures.Disturbance;
import io.faceward.training.DadfiFigures.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code train verify-dadfi}: several generators on the same people, as the paper's Verification 1 (trained on one
 * manipulator or on all, tested on each) and 2 (with and without fine-tuning).
 */
public final class DadfiVerification {

    private static final String NOTE = """
            Each cell: d_pix / d_Md by 0.05 / d_Md by the manipulator's own threshold (a fifth of its ceiling, at most 0.05). \
            d_pix is the mean square change of edits, d_Md the share of edits whose mean square change where they change \
            the face is above the threshold. %d faces of people that no training saw, each with one edit, 8-bit, ε = 0.05; \
            SSIM of the square around the face / of the photo.""";

    private static final long SEED = 1;

    private DadfiVerification() {}

    /**
     * What is compared.
     *
     * @param generators weights by the names of their rows
     * @param disrupting manipulators that projected gradient ascent attacks together for each photo, a row for each list: what
     *     a generator can hardly exceed
     * @param steps of that ascent
     */
    public record Rows(Map<String, Path> generators, List<List<String>> disrupting, int steps) {}

    /**
     * The table as Markdown.
     *
     * @param data folder with {@code faces/}, or the inside of an archive
     * @param ids of the manipulators to measure on; all of the bundle where there are none
     * @param faces of each set, at most
     * @throws IOException if the bundle lacks one, or files cannot be read
     * @throws IllegalArgumentException naming a manipulator to attack that lets no gradient through
     */
    public static String of(Path data, Bundle bundle, Rows rows, List<String> ids, int faces, String deviceName)
            throws IOException {
        List<Manipulator> manipulators = bundle.manipulators().stream()
                .filter(one -> ids.isEmpty() || ids.contains(one.id()))
                .toList();
        if (manipulators.size() < ids.size()) {
            throw new IOException("the bundle has only %s of %s"
                    .formatted(manipulators.stream().map(Manipulator::id).toList(), ids));
        }
        List<FacePicture> pictures = new ArrayList<>();
        DadfiTraining.others(data).values().forEach(set -> pictures.addAll(IdGuardTraining.spread(set, faces)));
        // All are read before the first is measured: a name mistyped in the last would cost the time of the others.
        Map<String, Map<String, Tensor>> weights = new LinkedHashMap<>();
        for (Map.Entry<String, Path> generator : rows.generators.entrySet()) {
            weights.put(
                    generator.getKey(), Safetensors.read(generator.getValue()).tensors());
        }
        Device device = Device.fromName(deviceName.replace(":", ""));
        Map<String, Figures> measured = new LinkedHashMap<>();
        List<String> attacked =
                rows.disrupting.stream().flatMap(List::stream).distinct().toList();
        try (WhiteBoxSet targets = WhiteBoxSet.load(bundle, attacked, device);
                DadfiFigures measuring = new DadfiFigures(bundle, manipulators, device)) {
            Defence.disrupting(targets, rows.disrupting, rows.steps, SEED)
                    .forEach((name, ascent) -> measured.put(name, measuring.over(pictures, ascent, SEED)));
            for (Map.Entry<String, Map<String, Tensor>> row : weights.entrySet()) {
                try (TorchModule generator = DadfiTraining.network(row.getValue(), device)) {
                    measured.put(row.getKey(), measuring.over(pictures, Defence.generator(generator), SEED));
                }
            }
        }
        return table(manipulators, measured).markdown();
    }

    static Table table(List<Manipulator> manipulators, Map<String, Figures> measured) {
        List<String> header = new ArrayList<>(List.of("generator", "SSIM"));
        manipulators.forEach(manipulator -> header.add(manipulator.id()));
        List<List<String>> rows = new ArrayList<>();
        measured.forEach((name, figures) -> {
            List<String> row = new ArrayList<>(
                    List.of(name, String.format(Locale.ROOT, "%.3f / %.3f", figures.ssim(), figures.photoSsim())));
            manipulators.forEach(
                    one -> row.add(cell(requireNonNull(figures.manipulators().get(one.id())))));
            rows.add(row);
        });
        Figures any = measured.values().iterator().next();
        List<String> noise = new ArrayList<>(List.of("uniform noise (d_pix)", "-"));
        manipulators.forEach(one -> noise.add(
                number(requireNonNull(any.manipulators().get(one.id())).noise())));
        rows.add(noise);
        return new Table("DADFI", NOTE.formatted(any.faces()), header, rows);
    }

    private static String cell(Disturbance disturbance) {
        return "%s / %s / %s"
                .formatted(
                        number(disturbance.pixelDistance()),
                        share(disturbance.maskedSuccess()),
                        share(disturbance.calibratedSuccess()));
    }

    private static String share(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 0.001 ? "%.4f" : "%.1e", value);
    }
}
