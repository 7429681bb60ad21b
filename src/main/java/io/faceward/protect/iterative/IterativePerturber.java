package io.faceward.protect.iterative;

import io.faceward.model.Manipulator;
import io.faceward.protect.Method;
import io.faceward.protect.Perturber;
import io.faceward.protect.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An iterative method against the manipulators of the bundle. Thread-safe.
 *
 * @param start a quick method whose perturbation is where this one begins, or null for noise
 */
record IterativePerturber(
        Ascent ascent, AscentPool pool, @Nullable Perturber start) implements Perturber {

    @Override
    public Method method() {
        return ascent.method();
    }

    @Override
    public List<String> models(List<String> against) {
        return pool.manipulators(against).stream().map(Manipulator::id).toList();
    }

    @Override
    public int steps() {
        return ascent.steps();
    }

    @Override
    public Turn admit() {
        return new AscentTurn(ascent, pool, start);
    }
}
