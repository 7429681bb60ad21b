package io.faceward.protect.iterative;

import io.faceward.face.Crop;
import io.faceward.inference.Deadline;
import io.faceward.model.Manipulator;
import io.faceward.network.Tensor;
import io.faceward.protect.Method;
import io.faceward.protect.Perturber;
import io.faceward.protect.Progress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An iterative method against the manipulators of the bundle. Thread-safe. */
record IterativePerturber(Ascent ascent, AscentPool pool) implements Perturber {

    private static final float GREY_LEVELS_PER_UNIT = 127.5f;

    @Override
    public Method method() {
        return ascent.method();
    }

    @Override
    public List<String> models() {
        return pool.manipulators().stream().map(Manipulator::id).toList();
    }

    @Override
    public int steps() {
        return ascent.steps();
    }

    @Override
    public List<CompletableFuture<Tensor>> perturb(
            List<Crop> crops, float epsilon, long seed, Deadline deadline, Progress progress) {
        return pool.submit(ascent, crops, epsilon / GREY_LEVELS_PER_UNIT, seed, deadline, progress);
    }
}
