package io.faceward.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Gradient ascent for each photo, to compare generators with. */
final class DisruptingArguments {

    @Option(
            names = "--disrupting",
            split = ",",
            paramLabel = "ID[+ID...]",
            description = "Manipulators to attack for each photo, a row for each; with + between them together")
    private List<String> disrupting = List.of();

    @Option(names = "--steps", defaultValue = "10", description = "Of such an attack (default: ${DEFAULT-VALUE})")
    private int steps;

    /** Ids of those that are attacked together, row by row. */
    List<List<String>> together() {
        return disrupting.stream().map(ids -> List.of(ids.split("\\+", -1))).toList();
    }

    int steps() {
        return steps;
    }
}
