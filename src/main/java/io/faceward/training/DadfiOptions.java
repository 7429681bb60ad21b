package io.faceward.training;

import io.faceward.model.DadfiGenerator;
import io.faceward.network.Graph;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code train dadfi} is told.
 *
 * @param against ids of those whose gradients teach
 * @param blackBox id of one that is only asked for edits, or null
 * @param perStep how many of those in {@code against}, drawn anew, teach in a step
 * @param queries of the black box for each face and step
 * @param width channels of the generator's first layer
 * @param universal whether the generator has a universal perturbation, which the paper's has not
 * @param finetuning whether manipulators teach at all; without, the generator only learns to stay unseen
 * @param disruption weight of the change of edits itself, which the paper has not; 0 leaves the paper's losses
 * @param teachers PGD examples of each manipulator
 * @param cutting of those in {@code against}
 * @param robust whether pictures are degraded on their way to those in {@code against}
 * @param visibility bound on the perturbation's {@link io.faceward.objective.Visibility}
 */
public record DadfiOptions(
        TrainingOptions training,
        List<String> against,
        @Nullable String blackBox,
        int perStep,
        int queries,
        int width,
        boolean universal,
        boolean finetuning,
        float disruption,
        int teachers,
        Cutting cutting,
        boolean robust,
        float visibility) {

    public DadfiOptions {
        against = List.copyOf(against);
        if (against.isEmpty() && blackBox == null) {
            throw new IllegalArgumentException("there is no manipulator to learn against");
        }
        if (blackBox != null && against.contains(blackBox)) {
            throw new IllegalArgumentException("%s cannot be a black box and not".formatted(blackBox));
        }
        if (queries < 2 || queries % 2 != 0) {
            throw new IllegalArgumentException("queries come in pairs, not %d of them".formatted(queries));
        }
        if (width < 1 || teachers < 1 || perStep < 1) {
            throw new IllegalArgumentException("width, teachers and manipulators per step must be at least 1");
        }
        if (!(visibility > 0)) {
            throw new IllegalArgumentException("the bound on visibility must be above 0, not %s".formatted(visibility));
        }
    }

    /** The generator before it has weights. */
    Graph generator() {
        return universal ? DadfiGenerator.withUniversal(width) : DadfiGenerator.untrained(width);
    }

    /** All manipulators that take part. */
    List<String> manipulators() {
        return Stream.concat(against.stream(), Stream.ofNullable(blackBox)).toList();
    }
}
