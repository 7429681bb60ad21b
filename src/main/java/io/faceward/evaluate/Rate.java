package io.faceward.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A share of successes with its 95 % confidence interval.
 *
 * @param value successes / trials
 * @param low lower end of the interval; null for a single person, of whom no interval can be told
 * @param high upper end of the interval
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rate(
        double value, @Nullable Double low, @Nullable Double high, int successes, int trials) {

    /** Standard deviations that hold 95 % of a normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval (JASA 22, 1927): {@code (p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n)}.
     *
     * @param trials at least 1
     * @param independent n: of the trials only so many are independent of each other, such as the people in them
     */
    static Rate of(int successes, int trials, int independent) {
        double n = independent;
        double p = (double) successes / trials;
        if (independent < 2) {
            return new Rate(p, null, null, successes, trials);
        }
        double centre = p + Z * Z / (2 * n);
        double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        // The interval of a share of 0 or 1 ends there, but for rounding.
        double low = successes == 0 ? 0 : (centre - spread) / scale;
        double high = successes == trials ? 1 : (centre + spread) / scale;
        return new Rate(p, low, high, successes, trials);
    }
}
