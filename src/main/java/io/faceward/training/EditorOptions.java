package io.faceward.training;

import java.nio.file.Path;

/**
 * What a run of {@code train editor} is told; it starts from a checkpoint of an editor of the family, if any.
 *
 * @param width channels of the generator's first layer
 * @param attributes weights of the classifier that guides, and that labels faces without labels
 * @param judge weights of a classifier that takes no part in training and judges at the end
 */
public record EditorOptions(TrainingOptions training, EditorKind kind, int width, Path attributes, Path judge) {}
