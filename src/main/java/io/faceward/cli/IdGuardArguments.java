package io.faceward.cli;

import io.faceward.model.Bundle;
import io.faceward.model.Manipulator;
import io.faceward.training.IdGuardOptions;
import io.faceward.training.LossScale;
import io.faceward.training.MaskForm;
import io.faceward.training.TrainingOptions;
import io.faceward.training.WeightStrategy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code train id-guard} takes beside the options of every trainer. */
final class IdGuardArguments {

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "ID",
            description = "Manipulators of the bundle (--faceward.bundle.folder adds imported ones and TorchScript);"
                    + " default: all that gradients pass through")
    private @Nullable List<String> against;

    @Option(
            names = "--per-step",
            defaultValue = "3",
            description = "How many of them, drawn anew, are attacked in a step (default: ${DEFAULT-VALUE})")
    private int perStep;

    @Option(
            names = "--weights",
            defaultValue = "KPI",
            description = "How they are weighed against each other: ${COMPLETION-CANDIDATES}; MGDA is ID-Guard's S-I,"
                    + " KPI its S-II (default: ${DEFAULT-VALUE})")
    private WeightStrategy weights = WeightStrategy.KPI;

    @Option(
            names = "--priority",
            split = ",",
            paramLabel = "ID=ALPHA",
            description = "Weights known beforehand, for KPI and PRIOR (default: 1 each)")
    private Map<String, Double> priorities = Map.of();

    @Option(
            names = "--loss",
            defaultValue = "LOGARITHMIC",
            description = "Scale of the losses: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private LossScale scale = LossScale.LOGARITHMIC;

    @Option(
            names = "--mask",
            defaultValue = "ADDED",
            description = "Where edits are to be broken: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private MaskForm mask = MaskForm.ADDED;

    @Option(names = "--mask-weight", description = "Default: that of the scale")
    private @Nullable Float maskWeight;

    @Option(names = "--identity-weight", description = "Default: that of the scale")
    private @Nullable Float identityWeight;

    @Option(names = "--feature-weight", description = "Default: that of the scale")
    private @Nullable Float featureWeight;

    @Option(names = "--fixed-prior", description = "The prior perturbation stays as it begins")
    private boolean fixedPrior;

    @Mixin
    private WayArguments way = new WayArguments();

    @Option(
            names = "--prior-against",
            split = ",",
            paramLabel = "ID",
            defaultValue = "surrogate",
            description = "Whom the prior begins against; with the manipulators themselves it begins far stronger"
                    + " (default: ${DEFAULT-VALUE})")
    private List<String> priorAgainst = List.of();

    @Option(
            names = "--learning-rate",
            defaultValue = "1e-4",
            description = "Of the generator; the prior learns five times as fast (default: ${DEFAULT-VALUE})")
    private float learningRate;

    @Option(
            names = "--visibility",
            defaultValue = "1.25",
            description = "Bound on what people see of the perturbation (default: ${DEFAULT-VALUE})")
    private float visibility;

    @Option(
            names = "--psnr",
            defaultValue = "40.5",
            description = "Least PSNR of the perturbation in dB (default: ${DEFAULT-VALUE})")
    private float psnr;

    @Option(
            names = "--exam-every",
            defaultValue = "200",
            description = "Steps between looks at people held out (default: ${DEFAULT-VALUE})")
    private long examEvery;

    @Option(
            names = "--held-out",
            defaultValue = "24",
            description = "People of the training set not to train on (default: ${DEFAULT-VALUE})")
    private int heldOut;

    @Option(
            names = "--patience",
            defaultValue = "8",
            description = "Looks without a better generator that end the run (default: ${DEFAULT-VALUE})")
    private int patience;

    IdGuardOptions options(TrainingOptions training, Bundle bundle) {
        return new IdGuardOptions(
                training,
                bundle,
                manipulators(bundle, against),
                perStep,
                priorAgainst,
                weights,
                priorities,
                new IdGuardOptions.Objective(scale, mask, maskWeight, identityWeight, featureWeight),
                learningRate,
                visibility,
                psnr,
                !fixedPrior,
                way.cutting(),
                way.robust(),
                new IdGuardOptions.Examination(examEvery, heldOut, patience));
    }

    /** Those that are named, or all that gradients pass through. */
    static List<String> manipulators(Bundle bundle, @Nullable List<String> named) {
        return named != null
                ? named
                : bundle.manipulators().stream()
                        .filter(Manipulator::differentiable)
                        .map(Manipulator::id)
                        .toList();
    }
}
