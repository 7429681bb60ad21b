package io.faceward.evaluate;

import io.faceward.protect.ProtectedPhoto;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an evaluation.
 *
 * @param examples of the first transform
 * @param protection how the photo was protected; null if the caller brought it protected
 */
public record Evaluation(
        PhotoEvaluation photo,
        List<Example> examples,
        @Nullable ProtectedPhoto protection) {}
