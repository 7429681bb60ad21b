package io.faceward.protect.iterative;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.faceward.inference.InferenceProperties.DeviceChoice;
import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.model.Manipulator;
import io.faceward.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The manipulators to break, loaded when they are first asked for. Thread-safe; the owner closes it. */
final class WhiteBoxes implements AutoCloseable {

    /** The architecture of M_s. */
    private static final String STAND_IN = "face-autoencoder";

    private final Bundle bundle;
    private final IterativeProperties properties;
    private final List<WhiteBox> loaded = new ArrayList<>();

    WhiteBoxes(Bundle bundle, IterativeProperties properties) {
        this.bundle = bundle;
        this.properties = properties;
    }

    /**
     * Which they are.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#MODEL_UNAVAILABLE} if there is none, or not the
     *     configured one
     */
    List<Manipulator> manipulators() {
        List<Manipulator> able = bundle.manipulators().stream()
                .filter(Manipulator::differentiable)
                .toList();
        if (able.isEmpty()) {
            throw Problem.MODEL_UNAVAILABLE.because("The bundle has no manipulator that gradients pass through");
        }
        return properties.manipulators().isEmpty()
                ? editing(able)
                : properties.manipulators().stream()
                        .map(id -> able.stream()
                                .filter(one -> one.id().equals(id))
                                .findFirst()
                                .orElseThrow(() -> Problem.MODEL_UNAVAILABLE.because(
                                        "The bundle has no manipulator '%s' that gradients pass through"
                                                .formatted(id))))
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

    /** All of them; they belong to this. */
    synchronized List<WhiteBox> all() {
        if (loaded.isEmpty()) {
            try {
                Device device = device();
                for (Manipulator manipulator : manipulators()) {
                    loaded.add(WhiteBox.load(bundle, manipulator, device));
                }
            } catch (IOException unreadable) {
                close();
                throw Problem.MODEL_UNAVAILABLE
                        .because("A manipulator cannot be loaded")
                        .causedBy(unreadable);
            }
        }
        return List.copyOf(loaded);
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
        loaded.forEach(WhiteBox::close);
        loaded.clear();
    }
}
