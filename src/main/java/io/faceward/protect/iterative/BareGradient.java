package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Bundle;
import io.faceward.model.Edit;
import io.faceward.objective.Gradient;
import io.faceward.protect.Method;
import java.util.List;
import java.util.Set;

/**
 * The physical limit of an iteration on its device: one edit of each manipulator at its own size, forth and back, with
 * nothing around it. The owner closes it.
 */
public final class BareGradient implements AutoCloseable {

    private final WhiteBoxes boxes;
    private final Method method;
    private final List<String> manipulators;

    /** @param manipulators ids of those that the method breaks */
    public BareGradient(Bundle bundle, IterativeProperties properties, Method method, List<String> manipulators) {
        this.boxes = new WhiteBoxes(bundle, properties);
        this.method = method;
        this.manipulators = manipulators;
    }

    /** Forth and back through each, for one face, with the threads of the caller. The first time loads the networks. */
    public void run() {
        boxes.of(manipulators, method).forEach(BareGradient::once);
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
        boxes.close();
    }
}
