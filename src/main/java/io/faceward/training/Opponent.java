package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Template;
import io.faceward.model.Bundle;
import io.faceward.model.Conditions;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.network.TorchModule;
import io.faceward.objective.PerFace;
import io.faceward.protect.iterative.WhiteBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A manipulator of a bundle that a perturbation generator learns against, asked for edits at random. The owner closes it.
 *
 * @param box the manipulator behind the alignment of faces
 */
record Opponent(WhiteBox box) implements AutoCloseable {

    /** Added to a change before its logarithm: a fifth of what rounding to 8 bits does to a picture. */
    private static final float FLOOR = 1e-6f;

    /**
     * Loads it.
     *
     * @param taught whether its gradient is needed, which not every manipulator lets through
     * @throws IOException if the bundle has no such manipulator
     */
    static Opponent of(Bundle bundle, String id, boolean taught, TrainingOptions options) throws IOException {
        List<Manipulator> able = bundle.manipulators().stream()
                .filter(one -> one.differentiable() || !taught)
                .toList();
        Manipulator manipulator = able.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IOException("the bundle has no manipulator '%s'%s, only %s"
                        .formatted(
                                id,
                                taught ? " that gradients pass through" : "",
                                able.stream().map(Manipulator::id).toList())));
        TorchModule network = TorchModule.load(bundle.archive(id, options.precision()), options.device());
        return new Opponent(WhiteBox.of(manipulator, network, options.device()));
    }

    String id() {
        return box.manipulator().id();
    }

    /** Where faces of these portraits are, {@code [N,2,3]}, for editors' alignment. */
    static NDArray places(NDManager manager, List<Portrait> portraits) {
        return Affine.on(
                manager,
                portraits.stream()
                        .map(portrait -> portrait.place(Template.CELEBA))
                        .toList());
    }

    /** The same as attackers cut. */
    static NDArray places(NDManager manager, List<Portrait> portraits, Cutting cutting, SplittableRandom random) {
        return Affine.on(manager, cutting.of(portraits, random));
    }

    /** One edit each for n faces, of whose attributes anything is assumed: {@code [N,K]}. */
    NDArray conditions(NDManager manager, SplittableRandom random, int n) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Edit> edits = box.manipulator()
                    .conditions()
                    .edits(attributes(box.manipulator().conditions(), random));
            rows.add(edits.get(random.nextInt(edits.size())).condition().data());
        }
        int length = rows.get(0).length;
        float[] all = new float[n * length];
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows.get(i), 0, all, i * length, length);
        }
        return manager.create(all, new Shape(n, length));
    }

    /** Each attribute or not, and of those that exclude each other one or none. */
    private static Set<String> attributes(Conditions conditions, SplittableRandom random) {
        Set<String> present = new HashSet<>();
        for (String name : conditions.names()) {
            if (random.nextBoolean()) {
                conditions.exclusive().stream()
                        .filter(group -> group.contains(name))
                        .forEach(present::removeAll);
                present.add(name);
            }
        }
        return present;
    }

    /** See {@link WhiteBox#edit}. */
    NDArray edit(NDArray pictures, NDArray places, NDArray conditions) {
        return box.edit(pictures, places, conditions);
    }

    /** log of the mean square change of each face's edit, {@code [N]}: a weak one weighs as much as a strong one. */
    static NDArray logChange(NDArray edit, NDArray clean) {
        return PerFace.mean(edit.sub(clean).square()).add(FLOOR).log();
    }

    @Override
    public void close() {
        box.close();
    }
}
