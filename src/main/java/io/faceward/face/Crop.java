package io.faceward.face;

import io.faceward.network.Tensor;

/**
 * A face as the networks see it.
 *
 * @param square where the crop was cut
 * @param image {@code [3,256,256]} float32 RGB in [-1,1]
 */
public record Crop(Face face, Square square, Tensor image) {}
