package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;

/**
 * The prior perturbation δp of ID-Guard: one perturbation for all faces that changes the surrogate's reconstruction, by
 * projected gradient ascent (step 0.01, ε = 0.05, random start).
 *
 * <p>The paper averages one perturbation per image; averaged signs cancel out, so the gradient is averaged here instead.
 */
final class PriorPerturbation {

    private static final float STEP = 0.01f;
    private static final int STEPS = 60;
    private static final int BATCH = 8;

    private PriorPerturbation() {}

    /** {@code [1,3,256,256]} in ±0.05. */
    static Tensor against(TorchModule surrogate, Faces faces, long seed) {
        float epsilon = IdGuardGenerator.EPSILON;
        try (NDManager owner = surrogate.manager().newSubManager()) {
            owner.getEngine().setRandomSeed((int) seed);
            NDArray prior = owner.randomUniform(-epsilon, epsilon, new Shape(1, 3, Portrait.SIZE, Portrait.SIZE));
            for (int i = 0; i < STEPS; i++) {
                try (NDManager step = owner.newSubManager();
                        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    Batch batch = faces.batch(step, seed, i, BATCH);
                    NDArray image = batch.image();
                    NDArray clean = surrogate.forward(image).head();
                    NDArray candidate = prior.duplicate();
                    candidate.attach(step);
                    candidate.setRequiresGradient(true);
                    NDArray disrupted = surrogate
                            .differentiate(image.add(candidate).clip(-1, 1))
                            .head();
                    collector.backward(Distances.meanSquare(disrupted, clean, batch.face()));
                    NDArray moved = prior.add(candidate.getGradient().sign().mul(STEP * (STEPS - i) / STEPS))
                            .clip(-epsilon, epsilon);
                    moved.attach(owner);
                    prior.close();
                    prior = moved;
                }
            }
            return Tensor.of(prior);
        }
    }
}
