package io.faceward.evaluate.report;

import java.util.List;
import java.util.Map;

/**
 * Under which conditions photos were evaluated, so that others can do the same, and so that a run is resumed only under the
 * same ones.
 *
 * @param settings of the protection
 * @param manipulators with the start of the SHA-256 of their weights
 * @param control whether noise of the same bound is beside the protection
 * @param devices where the networks ran, in which number format
 */
public record Protocol(
        Map<String, String> settings,
        String perturber,
        List<String> manipulators,
        List<String> transforms,
        boolean control,
        long seed,
        String detector,
        List<String> devices) {}
