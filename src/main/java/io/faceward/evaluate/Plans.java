package io.faceward.evaluate;

import io.faceward.model.Bundle;
import io.faceward.model.Manipulator;
import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link Plan}s from named values as the HTTP interface and the command line give them. Thread-safe. */
public final class Plans {

    /** Every name that {@link #read} understands. */
    public static final List<String> NAMES = List.of("manipulators", "transforms");

    private final Bundle bundle;
    private final EvaluateProperties properties;

    Plans(Bundle bundle, EvaluateProperties properties) {
        this.bundle = bundle;
        this.properties = properties;
    }

    /**
     * The plan of a request, within its limits and without a control; absent values mean every manipulator, and no
     * transform.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#BAD_PARAMETER} for an unknown name or a bad transform,
     *     {@link Problem#MODEL_UNAVAILABLE} when the bundle has no manipulator
     */
    public Plan read(Map<String, String> values) {
        return read(values, false, 0, new Limits(properties.deadline(), properties.maxPasses()));
    }

    /** As {@link #read(Map)}, for a command: with a control and without limits. */
    public Plan readControlled(Map<String, String> values, long seed) {
        return read(values, true, seed, Limits.NONE);
    }

    private Plan read(Map<String, String> values, boolean control, long seed, Limits limits) {
        return new Plan(
                manipulators(values.get("manipulators")),
                Transforms.read(
                        values.getOrDefault("transforms", Transform.NONE.name()), properties.maxTransformSteps()),
                control,
                seed,
                limits);
    }

    private List<Manipulator> manipulators(@Nullable String ids) {
        List<Manipulator> all = bundle.manipulators();
        if (all.isEmpty()) {
            throw Problem.MODEL_UNAVAILABLE.because("The bundle has no manipulator");
        }
        if (ids == null || ids.equals("all")) {
            return all;
        }
        List<Manipulator> chosen = new ArrayList<>();
        for (String id : ids.split(",", -1)) {
            Manipulator manipulator = all.stream()
                    .filter(one -> one.id().equals(id.strip()))
                    .findFirst()
                    .orElseThrow(() -> Problem.BAD_PARAMETER
                            .because("Manipulator '%s' is unknown".formatted(Excerpt.of(id)))
                            .with("parameter", "manipulators")
                            .with("allowed", all.stream().map(Manipulator::id).toList()));
            if (!chosen.contains(manipulator)) {
                chosen.add(manipulator);
            }
        }
        return chosen;
    }
}
