package io.faceward.protect.iterative;

import io.faceward.model.Manipulator;
import io.faceward.protect.Method;
import io.faceward.protect.Perturbed;
import io.faceward.protect.Perturber;
import io.faceward.protect.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An iterative method against the manipulators of the bundle. Thread-safe. */
record IterativePerturber(Ascent ascent, AscentPool pool) implements Perturber {

    @Override
    public Method method() {
        return ascent.method();
    }

    @Override
    public List<String> models() {
        return pool.manipulators().stream().map(Manipulator::id).toList();
    }

    @Override
    public List<CompletableFuture<Perturbed>> perturb(Task task) {
        return pool.submit(ascent, task);
    }
}
