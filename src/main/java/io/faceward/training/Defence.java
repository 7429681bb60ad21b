package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.faceward.face.AlignedCrop;
import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Template;
import io.faceward.model.Edit;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import io.faceward.objective.ProjectedGradient;
import io.faceward.protect.iterative.WhiteBox;
import java.util.List;
import java.util.Set;

/** Something that perturbs a face. */
@FunctionalInterface
interface Defence {

    float EPSILON = IdGuardGenerator.EPSILON;

    /**
     * The perturbation, {@code [3,256,256]} in ±{@link #EPSILON}.
     *
     * @param number of the face among those that are examined
     */
    Tensor perturb(Crop crop, int number);

    /**
     * One forward pass.
     *
     * @param network from aligned pictures to perturbations; it stays the caller's
     */
    static Defence generator(TorchModule network) {
        return (crop, number) -> {
            AlignedCrop aligned = AlignedCrop.of(crop);
            try (NDManager manager = network.manager().newSubManager()) {
                return aligned.spread(
                        Tensor.of(network.forward(aligned.image().on(manager).expandDims(0))
                                .head()
                                .clip(-EPSILON, EPSILON)
                                .squeeze(0)));
            }
        };
    }

    /**
     * The same for everybody.
     *
     * @param delta of aligned pictures, {@code [1,3,144,144]}
     */
    static Defence universal(Tensor delta) {
        return (crop, number) -> AlignedCrop.of(crop).spread(delta);
    }

    /** What every other one has to be better than. */
    static Defence noise(long seed) {
        return (crop, number) -> Tensor.noise(seed + number, EPSILON, 3, Crops.SIDE, Crops.SIDE);
    }

    /**
     * Projected gradient ascent on one manipulator, its edits in turn: Disrupting Deepfakes (Ruiz et al., arXiv 2003.01279).
     *
     * @param steps of 0.01
     */
    static Defence disrupting(WhiteBox box, int steps, long seed) {
        List<Edit> edits = box.manipulator().conditions().edits(Set.of());
        ProjectedGradient step = ProjectedGradient.of(1);
        return (crop, number) -> {
            try (NDManager manager = box.manager().newSubManager()) {
                NDArray picture = crop.image().on(manager).expandDims(0);
                Affine place = Affine.of(Alignment.grid(Template.CELEBA, crop.landmarks(), Crops.SIDE));
                NDArray where = Affine.on(manager, List.of(place));
                NDArray at = noise(seed)
                        .perturb(crop, number)
                        .on(manager)
                        .expandDims(0)
                        .add(picture);
                List<NDArray> conditions = edits.stream()
                        .map(edit -> WhiteBox.repeated(edit, picture))
                        .toList();
                List<NDArray> clean = conditions.stream()
                        .map(condition -> box.edit(picture, where, condition))
                        .toList();
                for (int i = 0; i < steps; i++) {
                    int turn = i % edits.size();
                    at = step.ascend(
                                    picture,
                                    at,
                                    x -> Distances.meanSquare(
                                            box.edit(x, where, conditions.get(turn)), clean.get(turn)))
                            .picture();
                }
                return Tensor.of(at.sub(picture).get(new NDIndex("0")));
            }
        };
    }
}
