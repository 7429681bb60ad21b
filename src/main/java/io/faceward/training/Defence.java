package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.faceward.face.AlignedCrop;
import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Template;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import io.faceward.objective.ProjectedGradient;
import io.faceward.protect.iterative.WhiteBox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

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
     * Projected gradient ascent for each photo, manipulators and their edits in turn: Disrupting Deepfakes (Ruiz et al., arXiv
     * 2003.01279), of several as of one.
     *
     * @param boxes at least one; they stay the caller's
     * @param steps of 0.01, of all manipulators together
     */
    static Defence disrupting(List<WhiteBox> boxes, int steps, long seed) {
        return (crop, number) -> {
            try (NDManager manager = boxes.get(0).manager().newSubManager()) {
                NDArray picture = crop.image().on(manager).expandDims(0);
                Affine place = Affine.of(Alignment.grid(Template.CELEBA, crop.landmarks(), Crops.SIDE));
                NDArray where = Affine.on(manager, List.of(place));
                List<List<UnaryOperator<NDArray>>> changes =
                        boxes.stream().map(box -> changes(box, picture, where)).toList();
                NDArray at = noise(seed)
                        .perturb(crop, number)
                        .on(manager)
                        .expandDims(0)
                        .add(picture);
                ProjectedGradient step = ProjectedGradient.of(1);
                for (int i = 0; i < steps; i++) {
                    List<UnaryOperator<NDArray>> turn = changes.get(i % boxes.size());
                    at = step.ascend(picture, at, turn.get(i / boxes.size() % turn.size()))
                            .picture();
                }
                return Tensor.of(at.sub(picture).get(new NDIndex("0")));
            }
        };
    }

    /**
     * Such ascents, by the names of their rows in tables.
     *
     * @param together ids of those that are attacked together, row by row
     * @throws IllegalArgumentException naming one that is not among the targets
     */
    static Map<String, Defence> disrupting(WhiteBoxSet targets, List<List<String>> together, int steps, long seed) {
        Map<String, Defence> rows = new LinkedHashMap<>();
        for (List<String> ids : together) {
            List<WhiteBox> boxes = ids.stream().map(targets::of).toList();
            String name = "Disrupting (PGD on %s, %d steps)".formatted(String.join(" + ", ids), steps);
            rows.put(name, disrupting(boxes, steps, seed));
        }
        return rows;
    }

    /** How far each of a manipulator's edits of a picture is from the clean one. */
    private static List<UnaryOperator<NDArray>> changes(WhiteBox box, NDArray picture, NDArray where) {
        return box.manipulator().conditions().edits(Set.of()).stream()
                .map(edit -> {
                    NDArray condition = WhiteBox.repeated(edit, picture);
                    NDArray clean = box.edit(picture, where, condition);
                    return (UnaryOperator<NDArray>) x -> Distances.meanSquare(box.edit(x, where, condition), clean);
                })
                .toList();
    }
}
