package io.faceward.cli;

import io.faceward.evaluate.CeilingMeasurement;
import io.faceward.evaluate.Plans;
import io.faceward.model.Bundle;
import io.faceward.model.BundleFolder;
import io.faceward.model.BundleProperties;
import io.faceward.model.Ceiling;
import io.faceward.model.Manipulator;
import io.faceward.model.ModelCard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures how far the edits of manipulators can be changed at all, and keeps that in their cards. */
@Command(
        name = "ceiling",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Attacks every manipulator with full knowledge of it and writes what the edits change into its card,",
            "in the bundle.json of --faceward.bundle.folder."
        })
@SuppressWarnings("NullAway.Init")
final class CeilingCommand implements Callable<Integer> {

    @ParentCommand
    private Faceward faceward;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PhotoInputs inputs;

    @Option(
            names = "--faces",
            defaultValue = "20",
            description = "The first so many photos (default: ${DEFAULT-VALUE})")
    private int faces;

    @Option(names = "--manipulators", defaultValue = "all", description = "Ids (default: ${DEFAULT-VALUE})")
    private String manipulators;

    @Option(names = "--steps", defaultValue = "100", description = "Of the attack (default: ${DEFAULT-VALUE})")
    private int steps;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu or gpu:0 (default: ${DEFAULT-VALUE})")
    private String device;

    @Override
    public Integer call() throws IOException {
        Path folder = faceward.bean(BundleProperties.class).folder();
        if (folder == null) {
            throw new ParameterException(
                    spec.commandLine(), "--faceward.bundle.folder must name the bundle whose cards are written");
        }
        List<Path> photos =
                inputs.sources(spec).stream().map(Source::file).limit(faces).toList();
        Set<String> ids =
                new BundleFolder(folder).models().stream().map(ModelCard::id).collect(Collectors.toSet());
        List<Manipulator> measured =
                faceward
                        .bean(Plans.class)
                        .readControlled(Map.of("manipulators", manipulators), seed)
                        .manipulators()
                        .stream()
                        .filter(manipulator -> ids.contains(manipulator.id()))
                        .toList();
        if (measured.isEmpty()) {
            throw new ParameterException(spec.commandLine(), folder + " has no such manipulator");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.of("ceiling", measured.size() * photos.size(), err)) {
            for (Manipulator manipulator : measured) {
                Ceiling ceiling = faceward.bean(CeilingMeasurement.class)
                        .of(
                                manipulator,
                                photos,
                                steps,
                                seed,
                                device,
                                l2 -> progress.done("%s %.4f".formatted(manipulator.id(), l2)));
                keep(manipulator, ceiling, folder);
                out.printf(
                        "%s: ceiling %.4f, calibrated threshold %.4f%n",
                        manipulator.id(), ceiling.l2(), ceiling.threshold());
                out.flush();
            }
        }
        return 0;
    }

    private void keep(Manipulator manipulator, Ceiling ceiling, Path folder) throws IOException {
        ModelCard card = faceward.bean(Bundle.class).find(manipulator.id()).orElseThrow();
        new BundleFolder(folder).put(ceiling.keptIn(card));
    }
}
