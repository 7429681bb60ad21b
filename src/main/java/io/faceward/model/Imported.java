package io.faceward.model;

/**
 * What was made of a checkpoint.
 *
 * @param format of the file, in words
 * @param tensors in the file
 * @param place of the weights in the file, for instance {@code G}; empty if the file is the weights
 * @param half whether the weights are kept as float16
 * @param sideAssumed whether nothing told the side of a manipulator's pictures
 */
public record Imported(ModelCard card, String format, int tensors, String place, boolean half, boolean sideAssumed) {}
