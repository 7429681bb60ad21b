package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Face.Point;
import io.faceward.face.Template;
import io.faceward.model.Edit;
import io.faceward.network.Tensor;
import io.faceward.objective.PerFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one manipulator does to the faces of a batch, its edits of the clean faces kept. The arrays belong to the manager
 * of the faces. For one thread.
 *
 * @param where the faces are in their crops, {@code [N,2,3]}
 * @param conditions one for each edit, {@code [N,K]}
 * @param clean the edits of the clean faces
 * @param threshold mean square change from which an edit counts as broken
 */
record Target(WhiteBox box, NDArray where, List<NDArray> conditions, List<NDArray> clean, float threshold) {

    /**
     * Computes the edits of the clean faces.
     *
     * @param pictures the faces, {@code [N,3,H,W]}
     * @param crops where they come from
     */
    static Target of(WhiteBox box, List<Crop> crops, NDArray pictures, float threshold) {
        NDManager manager = pictures.getManager();
        int side = (int) pictures.getShape().get(3);
        float[] grids = new float[6 * crops.size()];
        for (int i = 0; i < crops.size(); i++) {
            System.arraycopy(Alignment.grid(Template.CELEBA, landmarks(crops.get(i), side), side), 0, grids, 6 * i, 6);
        }
        return of(box, new Tensor(grids, crops.size(), 2, 3).on(manager), pictures, threshold);
    }

    /** As {@link #of(WhiteBox, List, NDArray, float)}, for faces whose places are known. */
    static Target of(WhiteBox box, NDArray where, NDArray pictures, float threshold) {
        List<NDArray> conditions = new ArrayList<>();
        List<NDArray> clean = new ArrayList<>();
        for (Edit edit : box.manipulator().conditions().edits(Set.of())) {
            NDArray condition = WhiteBox.repeated(edit, pictures);
            conditions.add(condition);
            clean.add(box.edit(pictures, where, condition));
        }
        return new Target(box, where, conditions, clean, threshold);
    }

    /** How many edits there are; an iteration attacks one of them. */
    int edits() {
        return clean.size();
    }

    /** Mean square change of an edit of each face, {@code [N]}; differentiable. */
    NDArray disruption(NDArray x, int edit) {
        return PerFace.mean(
                box.edit(x, where, conditions.get(edit)).sub(clean.get(edit)).square());
    }

    /** Mean square change of each edit of each face. */
    float[][] changes(NDArray x) {
        float[][] changes = new float[edits()][];
        for (int edit = 0; edit < changes.length; edit++) {
            try (NDManager scratch = x.getManager().newSubManager()) {
                NDArray here = x.duplicate();
                here.attach(scratch);
                changes[edit] = disruption(here, edit).toFloatArray();
            }
        }
        return changes;
    }

    private static List<Point> landmarks(Crop crop, int side) {
        float scale = (float) side / crop.square().side();
        return Alignment.landmarks(crop.face()).stream()
                .map(p -> new Point(
                        scale * (p.x() - crop.square().x()),
                        scale * (p.y() - crop.square().y())))
                .toList();
    }
}
