package io.faceward.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.objective.Distances;
import io.faceward.objective.ProjectedGradient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What manipulators make of faces that an iterative attack disturbs, M(x + adv): DADFI's examples of broken edits.
 * Projected gradient ascent on the change of the edit from a random start, ε = 0.05 in 10 steps of 0.01; the paper tells
 * neither. Computed once for a run and kept beside its checkpoint. Immutable and thread-safe.
 *
 * @param edits of each manipulator, {@code [T,3,S,S]}
 */
record TeacherEdits(Map<String, Tensor> edits) {

    private static final ProjectedGradient ATTACK = ProjectedGradient.of(10);
    private static final int BATCH = 4;

    /**
     * Those of the file, where it holds as many for all opponents, else new ones, which are written there.
     *
     * @param count T
     */
    static TeacherEdits in(Path file, List<Opponent> opponents, Faces faces, int count, long seed) throws IOException {
        if (Files.exists(file)) {
            Map<String, Tensor> kept = Safetensors.read(file).tensors();
            if (opponents.stream().allMatch(one -> {
                Tensor edits = kept.get(one.id());
                return edits != null && edits.shape()[0] == count;
            })) {
                return new TeacherEdits(kept);
            }
        }
        Map<String, Tensor> edits = new LinkedHashMap<>();
        for (Opponent opponent : opponents) {
            edits.put(opponent.id(), attack(opponent, faces, count, seed));
        }
        new Safetensors(edits, Map.of()).write(file, true);
        return new TeacherEdits(edits);
    }

    private static Tensor attack(Opponent opponent, Faces faces, int count, long seed) {
        int side = opponent.box().manipulator().side();
        int size = 3 * side * side;
        float[] all = new float[count * size];
        for (int first = 0; first < count; first += BATCH) {
            int n = Math.min(BATCH, count - first);
            // Not the faces that the generator sees in its first steps.
            List<Portrait> portraits = faces.deal(~seed, first / BATCH, n);
            var random = new SplittableRandom(seed * 1_000_003 + first);
            try (NDManager manager = opponent.box().manager().newSubManager()) {
                NDArray view = opponent.box()
                        .view()
                        .forward(Faces.batch(manager, portraits).image(), Opponent.places(manager, portraits))
                        .head()
                        .duplicate();
                NDArray conditions = opponent.conditions(manager, random, n);
                NDArray clean = edit(opponent, view, conditions);
                NDArray start = view.add(Tensor.noise(seed + first, ATTACK.epsilon(), n, 3, side, side)
                        .on(manager));
                NDArray disturbed = ATTACK.ascend(
                                view, start, x -> Distances.meanSquare(edit(opponent, x, conditions), clean))
                        .picture();
                float[] edits = edit(opponent, disturbed, conditions).toFloatArray();
                System.arraycopy(edits, 0, all, first * size, edits.length);
            }
        }
        return new Tensor(all, count, 3, side, side);
    }

    private static NDArray edit(Opponent opponent, NDArray view, NDArray conditions) {
        return (conditions.isEmpty()
                        ? opponent.box().network().differentiate(view)
                        : opponent.box().network().differentiate(view, conditions))
                .head();
    }

    /** Some of a manipulator's, {@code [N,3,S,S]}. */
    NDArray draw(NDManager manager, String manipulator, SplittableRandom random, int n) {
        Tensor own = requireNonNull(edits.get(manipulator));
        long[] shape = own.shape().clone();
        int count = (int) shape[0];
        int size = own.data().length / count;
        float[] drawn = new float[n * size];
        for (int i = 0; i < n; i++) {
            System.arraycopy(own.data(), random.nextInt(count) * size, drawn, i * size, size);
        }
        shape[0] = n;
        return new Tensor(drawn, Arrays.copyOf(shape, 4)).on(manager);
    }
}
