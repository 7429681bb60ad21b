package io.faceward.cli;

import io.faceward.model.Bundle;
import io.faceward.network.Precision;
import io.faceward.training.AttributesTraining;
import io.faceward.training.DadfiTraining;
import io.faceward.training.DadfiVerification;
import io.faceward.training.DetectorTraining;
import io.faceward.training.EditorKind;
import io.faceward.training.EditorOptions;
import io.faceward.training.EditorTraining;
import io.faceward.training.FaceArchive;
import io.faceward.training.IdGuardTraining;
import io.faceward.training.ModelFolder;
import io.faceward.training.RecogniserTraining;
import io.faceward.training.RefinerTraining;
import io.faceward.training.SurrogateTraining;
import io.faceward.training.SwapTraining;
import io.faceward.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code train}: makes the weights that the bundle ships. */
@Command(name = "train", description = "Train a model of the bundle.", mixinStandardHelpOptions = true)
public final class TrainCommand {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Faceward faceward;

    /** Options that every trainer takes. */
    static final class Options {
        private static final long STEPS = 2000;

        @Option(
                names = "--data",
                required = true,
                description = "Folder with faces/ and weights/, or an archive by pack-faces.")
        Path data = Path.of(".");

        @Option(names = "--out", required = true, description = "Folder for checkpoints, log, weights and model card.")
        Path out = Path.of(".");

        @Option(
                names = "--steps",
                description = "Optimiser steps in all (default: " + STEPS + ", and with --minutes as many as fit).")
        @Nullable
        Long steps;

        @Option(names = "--minutes", description = "Time in all; the run ends with the first of the two.")
        @Nullable
        Long minutes;

        @Option(names = "--batch", defaultValue = "8", description = "Images per step (default: ${DEFAULT-VALUE}).")
        int batch;

        @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
        long seed;

        @Option(names = "--device", defaultValue = "cpu", description = "cpu or gpu:0 (default: ${DEFAULT-VALUE}).")
        String device = "cpu";

        @Option(
                names = "--precision",
                defaultValue = "FLOAT32",
                description = "FLOAT32 or BFLOAT16 (default: ${DEFAULT-VALUE}).")
        Precision precision = Precision.FLOAT32;

        @Option(names = "--resume", description = "Go on from the newest checkpoint in --out.")
        boolean resume;

        @Option(
                names = "--start",
                paramLabel = "FILE",
                description = "Weights to start from, for instance those of the bundle; of an editor its checkpoint.")
        @Nullable
        Path start;

        private long steps() {
            if (steps != null) {
                return steps;
            }
            return minutes == null ? STEPS : Long.MAX_VALUE;
        }

        TrainingOptions options() throws IOException {
            return new TrainingOptions(
                    FaceArchive.open(data),
                    out,
                    steps(),
                    minutes == null ? null : Duration.ofMinutes(minutes),
                    batch,
                    seed,
                    device,
                    precision,
                    resume,
                    start);
        }
    }

    @Command(
            name = "surrogate",
            description = "The face autoencoder that ID-Guard learns against.",
            mixinStandardHelpOptions = true)
    int surrogate(@Mixin Options options) throws IOException {
        System.out.printf("reconstruction of held-out faces: %.2f dB%n", SurrogateTraining.run(options.options()));
        return 0;
    }

    @Command(
            name = "attributes",
            description = "The classifier of hair colour, sex and age.",
            mixinStandardHelpOptions = true)
    int attributes(@Mixin Options options) throws IOException {
        AttributesTraining.run(options.options());
        return 0;
    }

    @Command(name = "editor", description = "An editor of hair colour, sex and age.", mixinStandardHelpOptions = true)
    int editor(
            @Mixin Options options,
            @Option(names = "--as", required = true, description = "${COMPLETION-CANDIDATES}") EditorKind kind,
            @Option(names = "--width", defaultValue = "32", description = "Channels (default: ${DEFAULT-VALUE}).")
                    int width,
            @Option(names = "--attributes", required = true, description = "Weights by 'train attributes'.")
                    Path attributes,
            @Option(
                            names = "--judge",
                            required = true,
                            description = "Weights by another run of 'train attributes', to measure with.")
                    Path judge)
            throws IOException {
        EditorTraining.run(new EditorOptions(options.options(), kind, width, attributes, judge));
        return 0;
    }

    @Command(name = "swap", description = "The face swap to four people.", mixinStandardHelpOptions = true)
    int swap(@Mixin Options options) throws IOException {
        SwapTraining.run(options.options());
        return 0;
    }

    @Command(
            name = "recogniser",
            description = "The identity embedding, from two teachers.",
            mixinStandardHelpOptions = true)
    int recogniser(@Mixin Options options) throws IOException {
        RecogniserTraining.run(options.options());
        return 0;
    }

    @Command(
            name = "id-guard",
            sortOptions = false,
            description = "ID-Guard's generator and its prior perturbation, against manipulators of the bundle.",
            mixinStandardHelpOptions = true)
    int idGuard(@Mixin Options options, @Mixin IdGuardArguments arguments) throws IOException {
        IdGuardTraining.run(arguments.options(options.options(), faceward.bean(Bundle.class)));
        return 0;
    }

    @Command(name = "dadfi", description = "DADFI's light generator.", mixinStandardHelpOptions = true)
    int dadfi(@Mixin Options options, @Mixin DadfiArguments arguments) throws IOException {
        DadfiTraining.run(arguments.options(options.options()), faceward.bean(Bundle.class));
        return 0;
    }

    @Command(
            name = "verify-dadfi",
            description = "Generators of several runs of 'train dadfi' on the same people, as a table.",
            mixinStandardHelpOptions = true)
    int verifyDadfi(
            @Option(names = "--data", required = true, description = "As for the trainers.") Path data,
            @Option(
                            names = "--generator",
                            required = true,
                            paramLabel = "NAME=FILE",
                            description = "Name of a row and the weights; may be given several times.")
                    Map<String, Path> generators,
            @Option(names = "--manipulators", split = ",", description = "Ids (default: all of the bundle).") @Nullable
                    List<String> manipulators,
            @Mixin DisruptingArguments disrupting,
            @Option(
                            names = "--faces",
                            defaultValue = "100",
                            description = "Of each set, at most (default: ${DEFAULT-VALUE}).")
                    int faces,
            @Option(names = "--device", defaultValue = "cpu", description = "cpu or gpu:0 (default: ${DEFAULT-VALUE}).")
                    String device)
            throws IOException {
        System.out.print(DadfiVerification.of(
                FaceArchive.open(data),
                faceward.bean(Bundle.class),
                new DadfiVerification.Rows(generators, disrupting.together(), disrupting.steps()),
                manipulators == null ? List.of() : manipulators,
                faces,
                device));
        return 0;
    }

    @Command(
            name = "detector",
            description = "The face detector, distilled from YuNet.",
            mixinStandardHelpOptions = true)
    int detector(@Mixin Options options) throws IOException {
        DetectorTraining.run(options.options()).forEach((set, figures) -> System.out.printf("%s: %s%n", set, figures));
        return 0;
    }

    @Command(
            name = "refiner",
            description = "The face detector's second stage, distilled from YuNet.",
            mixinStandardHelpOptions = true)
    int refiner(
            @Mixin Options options,
            @Option(names = "--detector", required = true, description = "Weights written by 'train detector'.")
                    Path detector)
            throws IOException {
        RefinerTraining.run(options.options(), detector)
                .forEach((set, figures) -> System.out.printf("%s: %s%n", set, figures));
        return 0;
    }

    @Command(name = "publish", description = "Put a trained model into a bundle.", mixinStandardHelpOptions = true)
    int publish(
            @Option(names = "--from", required = true, description = "A trainer's --out folder.") Path from,
            @Option(names = "--id", required = true, description = "The model, for instance id-guard.") String id,
            @Option(names = "--bundle", required = true, description = "The bundle's folder.") Path bundle)
            throws IOException {
        new ModelFolder(from).publish(id, bundle);
        return 0;
    }
}
