package io.faceward.training;

import ai.djl.ndarray.NDArray;
import io.faceward.face.Alignment;

/**
 * Some faces to train on.
 *
 * @param image {@code [N,3,S,S]} in [-1,1]
 * @param grid where the recogniser looks, {@code [N,2,3]} (see {@link Alignment})
 * @param face where the face is, {@code [N,1,S,S]} in [0,1]
 */
record Batch(NDArray image, NDArray grid, NDArray face) {}
