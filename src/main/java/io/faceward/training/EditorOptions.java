package io.faceward.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code train editor} is told.
 *
 * @param width channels of the generator's first layer
 * @param attributes weights of the classifier that guides, and that labels faces without labels
 * @param judge weights of a classifier that takes no part in training and judges at the end
 * @param start checkpoint of an editor of the family to start from, as far as the shapes agree
 */
public record EditorOptions(
        TrainingOptions training,
        EditorKind kind,
        int width,
        Path attributes,
        Path judge,
        @Nullable Path start) {}
