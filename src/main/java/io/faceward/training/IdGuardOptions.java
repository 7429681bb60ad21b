package io.faceward.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code train id-guard} is told.
 *
 * @param surrogate weights of M_s
 * @param cropSteps first steps, on quarter pictures at a quarter of the cost and without the identity loss, which needs
 *     a whole face
 * @param start weights of a generator to start from
 * @param visibility bound on the perturbation's {@link io.faceward.objective.Visibility}
 */
public record IdGuardOptions(
        TrainingOptions training, Path surrogate, @Nullable Path start, long cropSteps, float visibility) {}
