package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a set of evaluations says.
 *
 * @param quality how much each treatment shows
 * @param cells every treatment, manipulator and transform
 * @param transfer mean L2, as a share of the ceiling, on the manipulators that were not attacked, divided by the same on
 *     those that were; null where one of the groups is empty or a ceiling unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        int photos,
        int people,
        int faces,
        Map<Treatment, QualitySummary> quality,
        List<ManipulatorSummary> manipulators,
        List<Cell> cells,
        @Nullable Double transfer) {}
