package io.faceward.cli;

import io.faceward.model.Bundle;
import io.faceward.training.Cutting;
import io.faceward.training.FaceArchive;
import io.faceward.training.TableOne;
import io.faceward.training.TableOneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Compares defences on unseen people in the layout of ID-Guard's Table I. */
@Command(
        name = "table1",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Compares defences on FFHQ-test and LFW-test in the layout of ID-Guard's Table I: uniform noise,",
            "gradient ascent on single manipulators, one perturbation for everybody, and generators."
        })
@SuppressWarnings("NullAway.Init")
final class TableOneCommand implements Callable<Integer> {

    @ParentCommand
    private Faceward faceward;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, description = "Folder with faces/ and weights/, or an archive")
    private Path data;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the tables; it is made if absent")
    private Path output;

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "ID",
            description = "Manipulators, the columns; default: all that gradients pass through")
    private @Nullable List<String> against;

    @Mixin
    private DisruptingArguments disrupting;

    @Option(names = "--universal", description = "A row for one perturbation for everybody, which is made here")
    private boolean universal;

    @Option(
            names = "--cutting",
            defaultValue = "AGREED",
            description = WayArguments.CUTTING + " (default: ${DEFAULT-VALUE})")
    private Cutting cutting = Cutting.AGREED;

    @Option(
            names = "--generator",
            paramLabel = "NAME=WEIGHTS",
            description =
                    "A row for weights by 'train id-guard', for instance \"ours S-I=runs/s1/id-guard.safetensors\"")
    private Map<String, Path> generators = new LinkedHashMap<>();

    @Option(names = "--faces", defaultValue = "100", description = "Of each set, at most (default: ${DEFAULT-VALUE})")
    private int faces;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu or gpu:0 (default: ${DEFAULT-VALUE})")
    private String device;

    @Override
    public Integer call() throws IOException {
        Bundle bundle = faceward.bean(Bundle.class);
        TableOne.run(new TableOneOptions(
                FaceArchive.open(data),
                output,
                bundle,
                IdGuardArguments.manipulators(bundle, against),
                disrupting.together(),
                disrupting.steps(),
                universal,
                cutting,
                generators,
                faces,
                seed,
                device));
        spec.commandLine().getOut().println("see " + output.resolve("report.md"));
        return 0;
    }
}
