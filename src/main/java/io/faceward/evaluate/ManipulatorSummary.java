package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.model.Ceiling;
import org.jspecify.annotations.Nullable;

/**
 * What the protection does to one manipulator over all transforms. A figure that cannot be told is null.
 *
 * @param ceiling how far its edits can be changed at all; null where that was not measured
 * @param threshold of success that suits it
 * @param attacked whether the protection was trained or computed against it
 * @param robustness mean over the eight probes ({@link Transforms#PROBES}) of min(1, mean L2 after the probe / mean L2
 *     without)
 * @param frechet distance between the clean and the disrupted edits as sets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ManipulatorSummary(
        String id,
        @Nullable Ceiling ceiling,
        @Nullable Double threshold,
        boolean attacked,
        @Nullable Double robustness,
        @Nullable Frechet frechet) {}
