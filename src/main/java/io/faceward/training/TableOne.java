package io.faceward.training;

import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of Table I of ID-Guard (Qu et al., arXiv 2409.13349) on our data: methods below each other, manipulators beside
 * each other, one table for each set of unseen people.
 */
public final class TableOne {

    private static final int UNIVERSAL_STEPS = 200;

    private TableOne() {}

    /**
     * Measures and writes {@code report.json} and {@code report.md}; sets and methods in the order of the options.
     *
     * @throws IllegalArgumentException naming a manipulator that is unknown, or lets no gradient through
     */
    public static void run(TableOneOptions options) throws IOException {
        Files.createDirectories(options.out());
        IdGuardReport report = new IdGuardReport(options.out());
        try (WhiteBoxSet targets = WhiteBoxSet.load(options.bundle(), options.against(), options.device());
                TorchModule recogniser = Teachers.recogniser(options.data(), options.device())) {
            Map<String, Defence> disrupting =
                    Defence.disrupting(targets, options.disrupting(), options.steps(), options.seed());
            DefenceExam exam = new DefenceExam(targets.boxes(), recogniser, options.bundle());
            Map<String, List<FacePicture>> sets = new LinkedHashMap<>();
            for (Path folder : FaceFolders.TEST) {
                sets.put(
                        folder.toString(),
                        IdGuardTraining.spread(FacePictures.read(options.data(), folder), options.faces()));
            }
            add(report, exam, sets, "uniform noise", Defence.noise(options.seed()));
            for (Map.Entry<String, Defence> row : disrupting.entrySet()) {
                add(report, exam, sets, row.getKey(), row.getValue());
            }
            if (options.universal()) {
                add(report, exam, sets, "CMUA-style universal", Defence.universal(universal(options, targets)));
            }
            for (Map.Entry<String, Path> entry : options.generators().entrySet()) {
                try (TorchModule generator =
                        Teachers.generator(Safetensors.read(entry.getValue()).tensors(), options.device())) {
                    add(report, exam, sets, entry.getKey(), Defence.generator(generator));
                }
            }
        }
    }

    /** The report is written after every row, since rows take long. */
    private static void add(
            IdGuardReport report, DefenceExam exam, Map<String, List<FacePicture>> sets, String method, Defence defence)
            throws IOException {
        sets.forEach((set, pictures) -> report.add(set, method, exam.of(pictures, defence)));
        report.write();
    }

    private static Tensor universal(TableOneOptions options, WhiteBoxSet targets) throws IOException {
        Path file = options.out().resolve("universal.safetensors");
        if (!Files.exists(file)) {
            Faces faces = Faces.aligned(options.data(), FaceFolders.TRAIN);
            Tensor delta = UniversalPerturbation.against(
                    targets.boxes(), faces, options.cutting(), UNIVERSAL_STEPS, options.seed());
            new Safetensors(Map.of("delta", delta), Map.of()).write(file, false);
        }
        return Safetensors.read(file).tensors().values().iterator().next();
    }
}
