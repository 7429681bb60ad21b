package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Template;
import io.faceward.model.Edit;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import io.faceward.objective.Gradient;
import io.faceward.protect.iterative.WhiteBox;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One manipulator before the faces of one step: one edit, cut as one attacker would, the clean edits known. Its arrays belong
 * to the manager of the pictures. For one thread.
 */
final class Attack {

    private final WhiteBox box;
    private final TorchModule recogniser;
    private final Degradation degradation;
    private final NDArray where;
    private final NDArray eyes;
    private final NDArray condition;
    private final MaskForm.Regions regions;
    private final DestructionLoss.Edited clean;
    private float reached;

    /**
     * Draws the edit and the cuts; edits the clean faces.
     *
     * @param recogniser of picture and place, see {@link AlignedRecogniser}
     * @param pictures {@code [N,3,S,S]} in [-1,1]
     * @param maps regions of the pictures
     * @param random draws the same for the same seed
     */
    Attack(
            WhiteBox box,
            TorchModule recogniser,
            List<Portrait> portraits,
            NDArray pictures,
            MaskForm.Regions maps,
            Degradation degradation,
            Cutting cutting,
            SplittableRandom random) {
        this.box = box;
        this.recogniser = recogniser;
        this.degradation = degradation;
        NDManager manager = pictures.getManager();
        List<Edit> edits = box.manipulator().conditions().edits(Set.of());
        condition = WhiteBox.repeated(edits.get(random.nextInt(edits.size())), pictures);
        List<Affine> cuts = cutting.of(portraits, random);
        where = Affine.on(manager, cuts);
        eyes = Affine.on(manager, recogniserIn(cuts, portraits));
        regions = new MaskForm.Regions(
                box.view(maps.mask(), where), box.view(maps.heat(), where), box.view(maps.face(), where));
        clean = edited(pictures);
    }

    /** Where the recogniser looks in the cuts. */
    private static List<Affine> recogniserIn(List<Affine> cuts, List<Portrait> portraits) {
        return IntStream.range(0, cuts.size())
                .mapToObj(i -> cuts.get(i).inverse().after(portraits.get(i).place(Template.ARC_FACE)))
                .toList();
    }

    String id() {
        return box.manipulator().id();
    }

    /** L2_face of the last edits, as ID-Guard measures it. */
    float reached() {
        return reached;
    }

    /**
     * The loss and its gradient.
     *
     * @param perturbation {@code [N,3,S,S]}
     */
    Gradient gradient(NDArray perturbation, NDArray pictures, DestructionLoss loss) {
        return Gradient.of(perturbation, delta -> {
            DestructionLoss.Edited broken = edited(pictures.add(delta).clip(-1, 1));
            reached = Distances.meanSquare(broken.image(), clean.image(), regions.face())
                    .getFloat();
            return loss.of(clean, broken, regions);
        });
    }

    private DestructionLoss.Edited edited(NDArray pictures) {
        NDList answer = box.answer(box.view(degradation.apply(pictures), where), condition);
        return new DestructionLoss.Edited(
                answer.get(0),
                answer.size() > 1 ? answer.get(1) : null,
                recogniser.differentiate(answer.get(0), eyes).head());
    }
}
