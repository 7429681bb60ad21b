package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A mean with its 95 % confidence interval.
 *
 * @param low lower end of the interval; null for a single person, of whom no interval can be told
 * @param high upper end of the interval
 * @param count of the values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mean(
        double value, @Nullable Double low, @Nullable Double high, int count) {

    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;
    private static final long SEED = 20260101;

    /**
     * The mean of all values, with the percentile bootstrap over groups (Efron, 1979): whole people are drawn, because the
     * photos and edits of one person are not independent. The same values give the same interval.
     *
     * @param groups at least one, none empty
     */
    static Mean of(Collection<List<Double>> groups) {
        double[] sums = groups.stream()
                .mapToDouble(group -> group.stream().mapToDouble(v -> v).sum())
                .toArray();
        int[] counts = groups.stream().mapToInt(List::size).toArray();
        int count = Arrays.stream(counts).sum();
        double value = Arrays.stream(sums).sum() / count;
        if (sums.length < 2) {
            return new Mean(value, null, null, count);
        }
        double[] resampled = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            int n = 0;
            for (int drawn = 0; drawn < sums.length; drawn++) {
                int group = random.nextInt(sums.length);
                sum += sums[group];
                n += counts[group];
            }
            resampled[i] = sum / n;
        }
        Arrays.sort(resampled);
        return new Mean(
                value, resampled[(int) (TAIL * RESAMPLES)], resampled[(int) ((1 - TAIL) * RESAMPLES) - 1], count);
    }
}
