package io.faceward.face;

import io.faceward.network.Tensor;

/**
 * A perturbation and the square that it belongs to.
 *
 * @param delta {@code [3,256,256]} float32 RGB in units of the networks' range [-1,1], so 2/255 is one grey level
 */
public record Patch(Square square, Tensor delta) {}
