package io.faceward.training;

import ai.djl.Device;
import io.faceward.model.Bundle;
import io.faceward.model.Manipulator;
import io.faceward.protect.iterative.WhiteBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Manipulators of a bundle to be trained or measured against, with their features. The owner closes it. */
record WhiteBoxSet(List<WhiteBox> boxes) implements AutoCloseable {

    /** The stand-in of ID-Guard's prior. */
    static final String SURROGATE = "surrogate";

    /**
     * Loads them in the order of their ids.
     *
     * @throws IllegalArgumentException naming what is unknown, or lets no gradient through
     */
    static WhiteBoxSet load(Bundle bundle, List<String> ids, Device device) throws IOException {
        List<Manipulator> manipulators =
                ids.stream().map(id -> manipulator(bundle, id)).toList();
        List<WhiteBox> boxes = new ArrayList<>();
        try {
            for (Manipulator manipulator : manipulators) {
                boxes.add(WhiteBox.loadWithFeatures(bundle, manipulator, device));
            }
            return new WhiteBoxSet(List.copyOf(boxes));
        } catch (IOException | RuntimeException e) {
            boxes.forEach(WhiteBox::close);
            throw e;
        }
    }

    private static Manipulator manipulator(Bundle bundle, String id) {
        List<Manipulator> all = bundle.manipulators();
        Manipulator manipulator = all.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The bundle has no manipulator '%s'; it has %s"
                        .formatted(
                                id,
                                String.join(
                                        ", ", all.stream().map(Manipulator::id).toList()))));
        if (!manipulator.differentiable()) {
            throw new IllegalArgumentException(
                    "No gradient passes through '%s', so nothing can be trained against it".formatted(id));
        }
        return manipulator;
    }

    /** @throws IllegalArgumentException if it is not among them */
    WhiteBox of(String id) {
        return boxes.stream()
                .filter(box -> box.manipulator().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is not among the manipulators".formatted(id)));
    }

    @Override
    public void close() {
        boxes.forEach(WhiteBox::close);
    }
}
