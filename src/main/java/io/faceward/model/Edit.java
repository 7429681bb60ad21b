package io.faceward.model;

import io.faceward.network.Tensor;

/**
 * Something that a manipulator is asked to do with a face.
 *
 * @param name for instance {@code blond-hair}, {@code not-young} or {@code identity-a}
 * @param condition the vector c, {@code [K]}; K is 0 for a manipulator that takes none
 */
public record Edit(String name, Tensor condition) {}
