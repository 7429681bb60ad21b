package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import io.faceward.protect.Proof;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Faces that are perturbed together, none of which changes the result of another.
 *
 * @param pictures {@code [N,3,H,W]} in [-1,1], with even sides
 * @param targets the manipulators to break, at least one
 * @param pasting what is left of a perturbation in the saved photo
 * @param proofs one for each face: shows the face in the saved photo with a perturbation {@code [3,H,W]}
 * @param crowding of each face among all of its photo, see {@link Proof#crowding}
 * @param seeds one for each face
 * @param warm perturbations to start from, of the shape of the pictures, or null
 */
record FaceBatch(
        NDArray pictures,
        List<Target> targets,
        Pasting pasting,
        List<Function<Tensor, Proof.Print>> proofs,
        List<Double> crowding,
        List<Long> seeds,
        @Nullable NDArray warm) {

    int size() {
        return seeds.size();
    }

    /** Where to begin: the warm start where there is one, else noise. */
    NDArray start(float bound) {
        return warm == null ? noise(bound) : warm.duplicate();
    }

    /** Uniform noise in [-bound, bound), each face's from its seed; the same shape as the pictures. */
    NDArray noise(float bound) {
        long[] shape = pictures.getShape().slice(1).getShape();
        List<Tensor> each =
                seeds.stream().map(seed -> Tensor.noise(seed, bound, shape)).toList();
        return Tensor.stack(each, pictures.getManager());
    }

    /** The faces as perturbations leave them, in the manager of the perturbations; differentiable. */
    NDArray perturbed(NDArray delta) {
        return with(pasting.of(delta));
    }

    /** The same, for what pasting has left of perturbations. */
    NDArray with(NDArray left) {
        return left.add(pictures).clip(-1, 1);
    }

    /** How far every edit is changed in the saved photo. */
    Changes changes(List<Proof.Print> prints) {
        Changes changes = new Changes(this);
        try (NDManager scratch = pictures.getManager().newSubManager()) {
            NDArray saved = Tensor.stack(prints.stream().map(Proof.Print::image).toList(), scratch);
            for (int target = 0; target < targets.size(); target++) {
                float[][] edits = targets.get(target).changes(saved);
                for (int edit = 0; edit < edits.length; edit++) {
                    changes.note(target, edit, edits[edit]);
                }
            }
        }
        return changes;
    }

    /** Each face in the saved photo, with a perturbation for each, {@code [3,H,W]}. */
    List<Proof.Print> prints(List<Tensor> each) {
        return IntStream.range(0, size())
                .mapToObj(i -> proofs.get(i).apply(each.get(i)))
                .toList();
    }

    /** A perturbation for each face, {@code [3,H,W]}, on the heap. */
    List<Tensor> each(NDArray deltas) {
        float[] all = deltas.toFloatArray();
        long[] shape = deltas.getShape().slice(1).getShape();
        int length = all.length / size();
        return IntStream.range(0, size())
                .mapToObj(i -> new Tensor(Arrays.copyOfRange(all, i * length, (i + 1) * length), shape))
                .toList();
    }
}
