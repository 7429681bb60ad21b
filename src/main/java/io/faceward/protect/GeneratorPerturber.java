package io.faceward.protect;

import io.faceward.inference.WorkerPool;
import java.util.List;

/**
 * One forward pass of a trained generator, shared with other requests by the pool's micro-batches. The model has the name
 * of the method. Thread-safe.
 *
 * @param side of the aligned pictures that the model takes, in pixels
 */
record GeneratorPerturber(Method method, int side, WorkerPool pool) implements Perturber {

    @Override
    public List<String> models(List<String> against) {
        return List.of(method.slug());
    }

    @Override
    public Turn admit() {
        return new GeneratorTurn(method.slug(), side, pool);
    }
}
