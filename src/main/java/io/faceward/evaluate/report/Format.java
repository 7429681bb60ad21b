package io.faceward.evaluate.report;

import io.faceward.evaluate.Mean;
import io.faceward.evaluate.Rate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them; what is not known is a dash. */
final class Format {

    static final String UNKNOWN = "-";

    private Format() {}

    static String number(@Nullable Double value) {
        if (value == null) {
            return UNKNOWN;
        }
        double size = Math.abs(value);
        String format = size >= 10 ? "%.2f" : size >= 0.001 || size == 0 ? "%.4f" : "%.1e";
        return String.format(Locale.ROOT, format, value);
    }

    static String mean(@Nullable Mean mean) {
        return mean == null ? UNKNOWN : number(mean.value());
    }

    /** With the confidence interval. */
    static String interval(@Nullable Mean mean) {
        return mean == null ? UNKNOWN : number(mean.value()) + interval(mean.low(), mean.high());
    }

    static String rate(@Nullable Rate rate) {
        return rate == null ? UNKNOWN : share(rate.value());
    }

    /** With the confidence interval. */
    static String interval(@Nullable Rate rate) {
        if (rate == null) {
            return UNKNOWN;
        }
        return rate.low() == null || rate.high() == null
                ? share(rate.value())
                : "%s [%s, %s]".formatted(share(rate.value()), share(rate.low()), share(rate.high()));
    }

    private static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : " [%s, %s]".formatted(number(low), number(high));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
