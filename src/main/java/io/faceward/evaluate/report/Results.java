package io.faceward.evaluate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faceward.evaluate.Summary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run.
 *
 * @param summary null if not a single photo could be evaluated
 * @param failures why photos could not be evaluated, by their names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Results(
        Protocol protocol, Effort effort, @Nullable Summary summary, Map<String, String> failures) {

    /**
     * What it took, without what an earlier run had done.
     *
     * @param networkSeconds of the wall clock's, in which networks were computed
     */
    public record Effort(int photos, double seconds, double networkSeconds) {

        /** The share of the time that was spent in networks; 0 for no time. */
        public double networkShare() {
            return seconds == 0 ? 0 : networkSeconds / seconds;
        }
    }
}
