package io.faceward.evaluate;

import io.faceward.evaluate.Transform.Step;
import io.faceward.image.Recompression.Subsampling;
import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Reads transforms as callers write them: {@code none,jpeg:75,resize:0.5+webp:80}. Thread-safe.
 *
 * <p>{@code jpeg:75} is 4:2:0 unless {@code jpeg:75:444} or {@code 422} says otherwise; {@code social} is what a social
 * network does; {@code probes} stands for the eight transforms that robustness is measured with.
 */
final class Transforms {

    /** JPEG 70 and 90, blur of 1 and 3 pixels, noise of 0.01 and 0.03, salt and pepper on 0.01 and 0.03 of the pixels. */
    static final List<String> PROBES = List.of(
            "jpeg:70",
            "jpeg:90",
            "blur:1",
            "blur:3",
            "noise:2.55",
            "noise:7.65",
            "salt-and-pepper:0.01",
            "salt-and-pepper:0.03");

    private static final int SOCIAL_SIDE = 1080;
    private static final int SOCIAL_QUALITY = 75;

    /**
     * A step with one number.
     *
     * @param every distance of the numbers that it takes; 0 for all between the least and the most
     */
    private record Kind(double least, double most, double every, DoubleFunction<Step> step) {

        boolean takes(double value) {
            return value >= least && value <= most && (every == 0 || (value - least) % every == 0);
        }

        @Override
        public String toString() {
            String range = "a number from %s to %s".formatted(least, most);
            return every == 0 ? range : range + " in steps of " + every;
        }
    }

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("jpeg", new Kind(1, 100, 1, quality -> Transform.jpeg((int) quality, Subsampling.S420)));
        KINDS.put("webp", new Kind(1, 100, 1, quality -> Transform.webp((int) quality)));
        KINDS.put("resize", new Kind(0.05, 1, 0, Transform::resize));
        KINDS.put("blur", new Kind(0.1, 20, 0, Transform::blur));
        KINDS.put("median", new Kind(3, 15, 2, side -> Transform.median((int) side)));
        KINDS.put("noise", new Kind(0, 64, 0, Transform::noise));
        KINDS.put("salt-and-pepper", new Kind(0, 0.5, 0, Transform::saltAndPepper));
        KINDS.put("bits", new Kind(1, 8, 1, depth -> Transform.bits((int) depth)));
        KINDS.put("shift", new Kind(0, 64, 1, pixels -> Transform.shift((int) pixels)));
        KINDS.put("crop-shift", new Kind(-0.25, 0.25, 0, Transform::cropShift));
        KINDS.put("crop-zoom", new Kind(0.75, 1.5, 0, Transform::cropZoom));
    }

    private Transforms() {}

    /**
     * The transforms of a list.
     *
     * @param most steps of all transforms together
     * @throws ServiceException {@link Problem#BAD_PARAMETER} for one that is unknown, out of its range or too much
     */
    static List<Transform> read(String text, int most) {
        Map<String, Transform> read = new LinkedHashMap<>();
        for (String name : text.split(",", -1)) {
            List<String> names = name.strip().equals("probes") ? PROBES : List.of(name.strip());
            names.forEach(each -> read.putIfAbsent(each, transform(each)));
        }
        int steps = read.values().stream()
                .mapToInt(transform -> Math.max(1, transform.steps().size()))
                .sum();
        if (steps > most) {
            throw Problem.BAD_PARAMETER
                    .because("The transforms have %d steps".formatted(steps))
                    .with("parameter", "transforms")
                    .limit(most, steps);
        }
        return List.copyOf(read.values());
    }

    private static Transform transform(String name) {
        if (name.equals(Transform.NONE.name())) {
            return Transform.NONE;
        }
        List<Step> steps = new ArrayList<>();
        for (String step : name.split("\\+", -1)) {
            if (step.equals("social")) {
                steps.add(Transform.longSide(SOCIAL_SIDE));
                steps.add(Transform.jpeg(SOCIAL_QUALITY, Subsampling.S420));
            } else {
                steps.add(step(step));
            }
        }
        return new Transform(name, steps);
    }

    private static Step step(String text) {
        String[] parts = text.split(":", -1);
        Kind kind = KINDS.get(parts[0]);
        boolean sampled = parts.length == 3 && parts[0].equals("jpeg") && parts[2].matches("4(20|22|44)");
        if (kind == null || (parts.length != 2 && !sampled)) {
            throw unknown(text);
        }
        double value = value(text, parts[1], kind);
        return sampled ? Transform.jpeg((int) value, Subsampling.valueOf("S" + parts[2])) : kind.step.apply(value);
    }

    private static double value(String step, String text, Kind kind) {
        try {
            double value = Double.parseDouble(text);
            if (kind.takes(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of range
        }
        throw Problem.BAD_PARAMETER
                .because("Transform '%s' needs %s".formatted(Excerpt.of(step), kind))
                .with("parameter", "transforms")
                .with("minimum", kind.least)
                .with("maximum", kind.most);
    }

    private static ServiceException unknown(String step) {
        List<String> allowed = new ArrayList<>(List.of("none", "social", "probes"));
        KINDS.keySet().forEach(name -> allowed.add(name + ":<number>"));
        return Problem.BAD_PARAMETER
                .because("Transform '%s' is unknown; allowed: %s, joined by '+'"
                        .formatted(Excerpt.of(step), String.join(", ", allowed)))
                .with("parameter", "transforms")
                .with("allowed", allowed);
    }
}
