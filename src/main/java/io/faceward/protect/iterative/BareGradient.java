package io.faceward.protect.iterative;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Bundle;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.network.Precision;
import io.faceward.objective.Gradient;
import io.faceward.protect.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The physical limit of an iteration on this processor: one edit of each manipulator at its own size, forth and back, with
 * nothing around it. The owner closes it.
 */
public final class BareGradient implements AutoCloseable {

    private final List<WhiteBox> boxes = new ArrayList<>();

    /**
     * Loads manipulators as a method does.
     *
     * @param manipulators their ids
     */
    public BareGradient(Bundle bundle, IterativeProperties properties, Method method, List<String> manipulators)
            throws IOException {
        Precision precision = properties.precision(method, Device.cpu());
        for (Manipulator manipulator : bundle.manipulators()) {
            if (manipulators.contains(manipulator.id())) {
                boxes.add(WhiteBox.load(bundle, manipulator, precision, Device.cpu()));
            }
        }
    }

    /** Forth and back through each, for one face, with the processors of the calling thread. */
    public void run() {
        boxes.forEach(BareGradient::once);
    }

    private static void once(WhiteBox box) {
        int side = box.manipulator().side();
        Edit edit = box.manipulator().conditions().edits(Set.of()).get(0);
        try (NDManager manager = box.manager().newSubManager()) {
            NDArray face = manager.randomUniform(-1, 1, new Shape(1, 3, side, side), DataType.FLOAT32);
            Gradient unused = Gradient.of(face, x -> box.answer(x, WhiteBox.repeated(edit, x))
                    .head()
                    .square()
                    .mean());
        }
    }

    @Override
    public void close() {
        boxes.forEach(WhiteBox::close);
    }
}
