package io.faceward.training;

import java.nio.file.Path;

/**
 * What a run of {@code train id-guard} is told.
 *
 * @param surrogate weights of M_s
 * @param cropSteps first steps, on quarter pictures at a quarter of the cost and without the identity loss, which needs
 *     a whole face
 */
public record IdGuardOptions(TrainingOptions training, Path surrogate, long cropSteps) {}
