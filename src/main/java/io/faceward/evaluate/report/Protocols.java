package io.faceward.evaluate.report;

import io.faceward.evaluate.Transform;
import io.faceward.face.FaceDetector;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.faceward.model.Manipulator;
import io.faceward.model.ModelCard;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells under which conditions this process evaluates. Thread-safe. */
final class Protocols {

    /** Enough hexadecimal digits to tell any two models apart. */
    private static final int SHA256_PREFIX = 12;

    /** Where the card of a trained perturber lists what it was trained against. */
    private static final String ATTACKED = "manipulators";

    private final Bundle bundle;
    private final FaceDetector detector;
    private final WorkerPool pool;

    Protocols(Bundle bundle, FaceDetector detector, WorkerPool pool) {
        this.bundle = bundle;
        this.detector = detector;
        this.pool = pool;
    }

    Protocol of(Assignment assignment) {
        String method = assignment.settings().method().slug();
        Map<String, String> settings = new TreeMap<>(assignment.values());
        settings.put("method", method);
        settings.put("epsilon", String.valueOf(assignment.settings().epsilon()));
        return new Protocol(
                settings,
                version(method),
                assignment.plan().manipulators().stream()
                        .map(Manipulator::id)
                        .map(this::version)
                        .toList(),
                assignment.plan().transforms().stream().map(Transform::name).toList(),
                assignment.plan().control(),
                assignment.plan().seed(),
                detector.name(),
                pool.devices().stream()
                        .map(device -> device.device() + " "
                                + device.precision().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** The manipulators that the protection was made against, as it is said or as its card lists them. */
    Set<String> attacked(Assignment assignment) {
        Set<String> said = assignment.attacked();
        if (said != null) {
            return said;
        }
        Object listed = bundle.find(assignment.settings().method().slug())
                .map(card -> card.training().get(ATTACKED))
                .orElse(null);
        return listed instanceof Collection<?> ids
                ? ids.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private String version(String id) {
        return bundle.find(id)
                .map(ModelCard::sha256)
                .map(sha256 -> id + "@" + sha256.substring(0, Math.min(SHA256_PREFIX, sha256.length())))
                .orElse(id);
    }
}
