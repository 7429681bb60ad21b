package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Edit;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.objective.Distances;
import io.faceward.objective.Gradient;
import io.faceward.protect.iterative.WhiteBox;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One perturbation for all faces that changes the edits of some manipulators, by projected gradient ascent (step 0.01
 * falling to 0, ε = 0.05, random start), a manipulator after the other as CMUA does (Huang et al., AAAI 2022). Against the
 * surrogate it is the prior perturbation δp of ID-Guard (Qu et al., arXiv 2409.13349).
 *
 * <p>Both papers average perturbations; averaged signs cancel out, so the gradient is averaged here instead.
 */
final class UniversalPerturbation {

    private static final float STEP = 0.01f;
    private static final int BATCH = 8;

    private UniversalPerturbation() {}

    /** {@code [1,3,S,S]} in ±0.05, where S is the side of the portraits. */
    static Tensor against(List<WhiteBox> boxes, Faces faces, Cutting cutting, int steps, long seed) {
        float epsilon = IdGuardGenerator.EPSILON;
        var random = new SplittableRandom(seed);
        try (NDManager owner = boxes.get(0).manager().newSubManager()) {
            owner.getEngine().setRandomSeed((int) seed);
            int side = faces.portrait(0).side();
            NDArray delta = owner.randomUniform(-epsilon, epsilon, new Shape(1, 3, side, side));
            for (int i = 0; i < steps; i++) {
                WhiteBox box = boxes.get(i % boxes.size());
                try (NDManager step = owner.newSubManager()) {
                    NDArray here = delta.duplicate();
                    here.attach(step);
                    NDArray gradient = gradient(box, faces.deal(seed, i, BATCH), here, cutting, random);
                    NDArray moved = here.add(gradient.sign().mul(STEP * (steps - i) / steps))
                            .clip(-epsilon, epsilon);
                    moved.attach(owner);
                    delta.close();
                    delta = moved;
                }
            }
            return Tensor.of(delta);
        }
    }

    private static NDArray gradient(
            WhiteBox box, List<Portrait> portraits, NDArray delta, Cutting cutting, SplittableRandom random) {
        NDManager manager = delta.getManager();
        Batch batch = Faces.batch(manager, portraits);
        NDArray where = Opponent.places(manager, portraits, cutting, random);
        List<Edit> edits = box.manipulator().conditions().edits(Set.of());
        NDArray condition = WhiteBox.repeated(edits.get(random.nextInt(edits.size())), batch.image());
        NDArray clean = box.edit(batch.image(), where, condition);
        return Gradient.of(
                        delta,
                        d -> Distances.meanSquare(
                                box.edit(batch.image().add(d).clip(-1, 1), where, condition),
                                clean,
                                box.view(batch.face(), where)))
                .gradient();
    }
}
