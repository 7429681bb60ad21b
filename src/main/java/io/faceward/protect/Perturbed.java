package io.faceward.protect;

import io.faceward.network.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The perturbation of one face.
 *
 * @param delta {@code [3,256,256]} in the units of the crop, nowhere beyond the bound
 * @param disruption change of the edit that changes least, in the saved photo and in parts of the change from which it
 *     counts as broken, so that from 1 on all are; null where the method does not look
 */
public record Perturbed(Tensor delta, @Nullable Float disruption) {}
