package io.faceward.cli;

import io.faceward.training.DadfiOptions;
import io.faceward.training.TrainingOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code train dadfi} takes beside the options of every trainer. */
final class DadfiArguments {

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "ID",
            description = "Manipulators of the bundle whose gradients teach (--faceward.bundle.folder adds others)")
    private List<String> against = List.of();

    @Option(
            names = "--black-box",
            paramLabel = "ID",
            description = "A manipulator that is only asked for edits; its gradient is estimated from them")
    private @Nullable String blackBox;

    @Option(
            names = "--per-step",
            defaultValue = "3",
            description = "How many of --against, drawn anew, teach in a step (default: ${DEFAULT-VALUE})")
    private int perStep;

    @Option(
            names = "--queries",
            defaultValue = "32",
            description = "Of the black box, for each face and step (default: ${DEFAULT-VALUE})")
    private int queries;

    @Option(
            names = "--width",
            defaultValue = "8",
            description = "Channels of the generator's first layer (default: ${DEFAULT-VALUE})")
    private int width;

    @Option(
            names = "--universal",
            description = "With a perturbation that is the same for all faces, weighted by the generator")
    private boolean universal;

    @Option(
            names = "--without-finetuning",
            description = "Without what manipulators teach, as in the paper's Verification 2")
    private boolean withoutFinetuning;

    @Option(
            names = "--disruption",
            defaultValue = "1",
            description =
                    "Weight of the change of edits itself; 0 leaves the paper's losses (default: ${DEFAULT-VALUE})")
    private float disruption;

    @Option(
            names = "--teachers",
            defaultValue = "48",
            description = "PGD examples of each manipulator (default: ${DEFAULT-VALUE})")
    private int teachers;

    @Mixin
    private WayArguments way = new WayArguments();

    @Option(
            names = "--visibility",
            defaultValue = "2",
            description = "Bound on what people see of the perturbation (default: ${DEFAULT-VALUE})")
    private float visibility;

    DadfiOptions options(TrainingOptions training) {
        return new DadfiOptions(
                training,
                against,
                blackBox,
                perStep,
                queries,
                width,
                universal,
                !withoutFinetuning,
                disruption,
                teachers,
                way.cutting(),
                way.robust(),
                visibility);
    }
}
