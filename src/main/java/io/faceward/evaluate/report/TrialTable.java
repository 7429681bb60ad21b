package io.faceward.evaluate.report;

import io.faceward.evaluate.Disruption;
import io.faceward.evaluate.Entry;
import io.faceward.evaluate.FaceEvaluation;
import io.faceward.evaluate.FaceQuality;
import io.faceward.evaluate.Trial;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every trial as a line of comma-separated values (RFC 4180). */
final class TrialTable {

    private static final List<String> HEADER = List.of(
            "photo",
            "person",
            "face",
            "treatment",
            "manipulator",
            "edit",
            "transform",
            "change",
            "idle",
            "l2",
            "l2_mask",
            "l2_face",
            "identity",
            "identity_loss",
            "d_pix",
            "d_md",
            "psnr",
            "ssim",
            "linf",
            "lf",
            "lpips_style",
            "brisque",
            "brisque_original");

    private TrialTable() {}

    static void write(List<Entry> entries, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            write(out, HEADER);
            for (Entry entry : entries) {
                List<FaceEvaluation> faces = entry.photo().faces();
                for (int face = 0; face < faces.size(); face++) {
                    for (Trial trial : faces.get(face).trials()) {
                        FaceQuality quality = faces.get(face).quality().get(trial.treatment());
                        write(out, row(entry, face, trial, quality));
                    }
                }
            }
        }
    }

    private static List<String> row(Entry entry, int face, Trial trial, @Nullable FaceQuality quality) {
        Disruption disruption = trial.disruption();
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                entry.name(),
                entry.person(),
                face,
                trial.treatment().name().toLowerCase(Locale.ROOT),
                trial.manipulator(),
                trial.edit(),
                trial.transform(),
                trial.change(),
                trial.idle(),
                disruption.l2(),
                disruption.l2Mask(),
                disruption.l2Face(),
                disruption.identity(),
                disruption.identityLoss(),
                disruption.pixelDistance(),
                disruption.maskDistance()));
        if (quality != null) {
            row.addAll(Arrays.asList(
                    quality.psnr(),
                    quality.ssim(),
                    quality.linf(),
                    quality.lowFrequency(),
                    quality.perceptual(),
                    quality.naturalness(),
                    quality.originalNaturalness()));
        }
        return row.stream().map(value -> value == null ? "" : value.toString()).toList();
    }

    private static void write(BufferedWriter out, List<String> row) throws IOException {
        out.write(row.stream().map(TrialTable::quoted).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
