package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a treatment does to the edits of one manipulator after one transform, over all photos. Edits that do nothing
 * without the treatment are counted, but are in no other figure. A figure that nothing was measured for is null.
 *
 * @param trials faces times edits that count
 * @param idle faces times edits that do nothing
 * @param people that the trials are of
 * @param successes by each rule, with the papers' threshold and, where the ceiling is known, the calibrated one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cell(
        Treatment treatment,
        String manipulator,
        String transform,
        int trials,
        int idle,
        int people,
        @Nullable Mean l2,
        @Nullable Mean l2Mask,
        @Nullable Mean l2Face,
        @Nullable Mean identity,
        @Nullable Mean identityLoss,
        List<Success> successes) {

    /**
     * The defence success rate.
     *
     * @param calibrated whether the threshold is the manipulator's own
     * @param rate null where the rule could not be applied to a single trial
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Success(
            Rule rule,
            boolean calibrated,
            double threshold,
            @Nullable Rate rate) {}

    /** The rate of a rule with a threshold, if it could be told. */
    public @Nullable Rate rate(Rule rule, boolean calibrated) {
        for (Success success : successes) {
            if (success.rule() == rule && success.calibrated() == calibrated) {
                return success.rate();
            }
        }
        return null;
    }
}
