package io.faceward.training;

import io.faceward.model.Bundle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code train id-guard} is told; the weights of a generator to start from hold its prior, too.
 *
 * @param bundle holds the manipulators and the surrogate
 * @param against ids of the manipulators
 * @param perStep how many of them, drawn anew, are attacked in a step
 * @param priorAgainst ids of those that δp begins against
 * @param strategy of the manipulators' weights
 * @param priorities α of a manipulator, 1 for those that are not named
 * @param objective what is destroyed, and where
 * @param learningRate of G before it decays; δp learns five times as fast
 * @param visibility bound on the perturbation's {@link io.faceward.objective.Visibility}
 * @param psnr least PSNR of the perturbation in dB
 * @param trainPrior whether δp is trained with the generator
 * @param cutting of the manipulators
 * @param robust whether pictures are degraded on their way to the manipulators
 * @param examination of what is reached
 */
public record IdGuardOptions(
        TrainingOptions training,
        Bundle bundle,
        List<String> against,
        int perStep,
        List<String> priorAgainst,
        WeightStrategy strategy,
        Map<String, Double> priorities,
        Objective objective,
        float learningRate,
        float visibility,
        float psnr,
        boolean trainPrior,
        Cutting cutting,
        boolean robust,
        Examination examination) {

    /** @throws IllegalArgumentException saying what does not fit */
    public IdGuardOptions {
        against = List.copyOf(against);
        priorAgainst = List.copyOf(priorAgainst);
        require(
                !against.isEmpty() && against.stream().distinct().count() == against.size(),
                "manipulators are to be named, each once");
        require(!priorAgainst.isEmpty(), "the prior begins against at least one manipulator");
        require(perStep >= 1, "a step attacks at least one manipulator");
        require(against.containsAll(priorities.keySet()), "priorities are those of the manipulators " + against);
        require(priorities.values().stream().allMatch(alpha -> alpha >= 0), "priorities are not negative");
        require(learningRate > 0 && visibility > 0 && psnr > 0, "learning rate, visibility and PSNR are above 0");
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * What is destroyed; a weight that is not given is that of the scale.
     *
     * @param scale of the losses
     * @param form of the mask loss
     */
    public record Objective(
            LossScale scale,
            MaskForm form,
            @Nullable Float mask,
            @Nullable Float identity,
            @Nullable Float feature) {

        DestructionLoss loss() {
            return new DestructionLoss(
                    scale,
                    form,
                    mask == null ? scale.mask : mask,
                    identity == null ? scale.identity : identity,
                    feature == null ? scale.feature : feature);
        }
    }

    /**
     * How often the generator is examined, and when that ends the run.
     *
     * @param every so many steps
     * @param faces of people of the training set that it is not trained on
     * @param patience examinations without a better one until the run ends
     */
    public record Examination(long every, int faces, int patience) {

        /** @throws IllegalArgumentException where one of them is below 1 */
        public Examination {
            require(every >= 1 && faces >= 1 && patience >= 1, "an examination's numbers are at least 1");
        }
    }
}
