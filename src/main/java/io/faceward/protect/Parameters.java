package io.faceward.protect;

import io.faceward.image.Encoding;
import io.faceward.image.ImageFormat;
import io.faceward.image.MetadataPolicy;
import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} from named values as the HTTP interface and the command line give them. Thread-safe. */
public final class Parameters {

    /** Every name that {@link #read} understands. */
    public static final List<String> NAMES = List.of(
            "mode", "method", "strength", "epsilon", "no-face", "format", "quality", "metadata", "against", "seed");

    /** Largest integer that every JSON reader keeps exactly. */
    static final long MAX_SEED = (1L << 53) - 1;

    private final ProtectProperties limits;

    public Parameters(ProtectProperties limits) {
        this.limits = limits;
    }

    /**
     * Settings for the given values, with defaults for absent ones.
     *
     * @throws ServiceException {@link Problem#BAD_PARAMETER} for an unknown name, a value outside its set or range, or
     *     values that contradict each other
     */
    public Settings read(Map<String, String> values) {
        values.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refusal(name, "is unknown", NAMES);
                });
        Mode mode = choice(values, "mode", Mode.FAST);
        return new Settings(
                choice(values, "method", mode.method()),
                epsilon(values),
                choice(values, "no-face", NoFace.REJECT),
                new Encoding(
                        choice(values, "format", ImageFormat.class, null),
                        values.containsKey("quality") ? (int) number(values, "quality", 1, 100) : null,
                        choice(values, "metadata", MetadataPolicy.SAFE)),
                against(values.get("against")),
                values.containsKey("seed") ? number(values, "seed", 0, MAX_SEED) : null);
    }

    private static List<String> against(@Nullable String ids) {
        return ids == null
                ? List.of()
                : Arrays.stream(ids.split(",", -1))
                        .map(String::strip)
                        .distinct()
                        .toList();
    }

    private float epsilon(Map<String, String> values) {
        String text = values.get("epsilon");
        if (text == null) {
            return choice(values, "strength", Strength.MEDIUM).epsilon();
        }
        if (values.containsKey("strength")) {
            throw Problem.BAD_PARAMETER.because("Give either 'strength' or 'epsilon', not both");
        }
        try {
            float epsilon = Float.parseFloat(text);
            if (epsilon >= limits.minEpsilon() && epsilon <= limits.maxEpsilon()) {
                return epsilon;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of range
        }
        throw outOfRange("epsilon", limits.minEpsilon(), limits.maxEpsilon(), text);
    }

    private static long number(Map<String, String> values, String name, long min, long max) {
        String text = values.getOrDefault(name, "");
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of range
        }
        throw outOfRange(name, min, max, text);
    }

    private static <E extends Enum<E>> E choice(Map<String, String> values, String name, E absent) {
        return Objects.requireNonNull(choice(values, name, absent.getDeclaringClass(), absent));
    }

    private static <E extends Enum<E>> @Nullable E choice(
            Map<String, String> values, String name, Class<E> type, @Nullable E absent) {
        String text = values.get(name);
        if (text == null) {
            return absent;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> slug(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> refusal(
                        name,
                        "is '%s'".formatted(Excerpt.of(text)),
                        Arrays.stream(type.getEnumConstants())
                                .map(Parameters::slug)
                                .toList()));
    }

    private static String slug(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ServiceException outOfRange(String name, Number min, Number max, String text) {
        return Problem.BAD_PARAMETER
                .because("Parameter '%s' is '%s'; it must be a number from %s to %s"
                        .formatted(name, Excerpt.of(text), min, max))
                .with("parameter", name)
                .with("minimum", min)
                .with("maximum", max);
    }

    private static ServiceException refusal(String name, String finding, List<String> allowed) {
        return Problem.BAD_PARAMETER
                .because("Parameter '%s' %s; allowed: %s"
                        .formatted(Excerpt.of(name), finding, String.join(", ", allowed)))
                .with("parameter", Excerpt.of(name))
                .with("allowed", allowed);
    }
}
