package io.faceward.protect;

import io.faceward.inference.WorkerPool;
import java.util.List;

/**
 * One forward pass of a trained generator, shared with other requests by the pool's micro-batches. The model has the name
 * of the method. Crops may have any size that the model takes. Thread-safe.
 */
record GeneratorPerturber(Method method, WorkerPool pool) implements Perturber {

    @Override
    public List<String> models(List<String> against) {
        return List.of(method.slug());
    }

    @Override
    public Turn admit() {
        return new GeneratorTurn(method.slug(), pool);
    }
}
