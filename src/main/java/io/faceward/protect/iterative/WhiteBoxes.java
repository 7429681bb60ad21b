package io.faceward.protect.iterative;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.faceward.inference.InferenceProperties.DeviceChoice;
import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.model.Manipulator;
import io.faceward.network.Precision;
import io.faceward.problem.Excerpt;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.faceward.protect.Method;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The manipulators to break, loaded when they are first asked for. Thread-safe; the owner closes it. */
final class WhiteBoxes implements AutoCloseable {

    /** The architecture of M_s. */
    private static final String STAND_IN = "face-autoencoder";

    private final Bundle bundle;
    private final IterativeProperties properties;
    private final Map<Key, WhiteBox> loaded = new LinkedHashMap<>();

    private record Key(String manipulator, Precision precision) {}

    WhiteBoxes(Bundle bundle, IterativeProperties properties) {
        this.bundle = bundle;
        this.properties = properties;
    }

    /**
     * Which they are.
     *
     * @param chosen ids, or none for those that are configured
     * @throws io.faceward.problem.ServiceException {@link Problem#MODEL_UNAVAILABLE} if there is none, or not the
     *     configured one, {@link Problem#BAD_PARAMETER} if there is not the chosen one
     */
    List<Manipulator> manipulators(List<String> chosen) {
        List<Manipulator> able = bundle.manipulators().stream()
                .filter(Manipulator::differentiable)
                .toList();
        if (able.isEmpty()) {
            throw Problem.MODEL_UNAVAILABLE.because("The bundle has no manipulator that gradients pass through");
        }
        if (!chosen.isEmpty()) {
            return named(chosen, able, id -> Problem.BAD_PARAMETER
                    .because("There is no manipulator '%s' that gradients pass through".formatted(Excerpt.of(id)))
                    .with("parameter", "against")
                    .with("allowed", able.stream().map(Manipulator::id).toList()));
        }
        return properties.manipulators().isEmpty()
                ? editing(able)
                : named(
                        properties.manipulators(),
                        able,
                        id -> Problem.MODEL_UNAVAILABLE.because(
                                "The bundle has no manipulator '%s' that gradients pass through".formatted(id)));
    }

    private static List<Manipulator> named(
            List<String> ids, List<Manipulator> able, Function<String, ServiceException> refusal) {
        return ids.stream()
                .map(id -> able.stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> refusal.apply(id)))
                .toList();
    }

    /** M_s only stands in for others: where there are any, breaking it too would cost quality for nothing. */
    private List<Manipulator> editing(List<Manipulator> able) {
        List<Manipulator> others = able.stream()
                .filter(one -> bundle.find(one.id())
                        .filter(card -> card.architecture().equals(STAND_IN))
                        .isEmpty())
                .toList();
        return others.isEmpty() ? able : others;
    }

    /** The networks of {@link #manipulators} for a method; they belong to this. */
    synchronized List<WhiteBox> of(List<String> chosen, Method method) {
        Device device = device();
        Precision precision = properties.precision(method, device);
        return manipulators(chosen).stream()
                .map(manipulator -> box(manipulator, precision, device))
                .toList();
    }

    private WhiteBox box(Manipulator manipulator, Precision precision, Device device) {
        return loaded.computeIfAbsent(new Key(manipulator.id(), precision), key -> {
            try {
                return WhiteBox.load(bundle, manipulator, precision, device);
            } catch (IOException unreadable) {
                throw Problem.MODEL_UNAVAILABLE
                        .because("Manipulator '%s' cannot be loaded".formatted(key.manipulator()))
                        .causedBy(unreadable);
            }
        });
    }

    /** Mean square change from which an edit of a manipulator counts as broken. */
    float threshold(Manipulator manipulator) {
        return bundle.find(manipulator.id())
                .flatMap(Ceiling::of)
                .map(Ceiling::threshold)
                .orElse(Ceiling.PAPERS)
                .floatValue();
    }

    private Device device() {
        DeviceChoice choice = properties.device();
        boolean gpu = choice != DeviceChoice.CPU && Engine.getEngine("PyTorch").getGpuCount() > 0;
        if (choice == DeviceChoice.GPU && !gpu) {
            throw Problem.MODEL_UNAVAILABLE.because("faceward.iterative.device is gpu, but libtorch sees no GPU");
        }
        return gpu ? Device.gpu() : Device.cpu();
    }

    @Override
    public synchronized void close() {
        loaded.values().forEach(WhiteBox::close);
        loaded.clear();
    }
}
