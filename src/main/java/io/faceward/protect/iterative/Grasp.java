package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Tensor;
import io.faceward.objective.Gradient;
import io.faceward.objective.GradientSmoothing;
import io.faceward.objective.LowFrequency;
import io.faceward.objective.MutualProjection;
import io.faceward.objective.PerFace;
import io.faceward.objective.StructuralSimilarity;
import io.faceward.protect.Method;
import io.faceward.protect.Proof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * GRASP (Li et al., arXiv 2510.01699), as far as its abstract tells, the rest our own: three kinds of losses are
 * lowered, -MSE(Mₘ(x', c), Mₘ(x, c)) of every manipulator, 1 - SSIM(x', x) and ‖φ(δ)‖² / n, whose conflicting gradients
 * are projected on each other's normal planes.
 *
 * <p>A step: the gradients gₖ at what is left of δ in the saved photo, of unit length times their weights, are projected
 * ({@link MutualProjection}), summed, smoothed ({@link GradientSmoothing}) and led back through the pasting
 * ({@link Pasting#back}); δ ← δ - step · g / mean|g|, cut to the bound, then shortened to the radius that the
 * {@link Budget} allows. The mean, other than the root mean square, is not ruled by a few edges that are at the bound
 * already. The losses of quality are heard where quality is near its limit: projected on their normal planes, nothing else
 * could come near it. Manipulator m weighs tₘ / (tₘ + MSEₘ), tₘ being its threshold: the one that is furthest from broken
 * weighs most. One edit of each is attacked per step, in turn.
 *
 * <p>Every few steps the photo is saved and looked at, with every edit once the changes that the steps saw come near to
 * success. A perturbation that breaks every edit of every manipulator there and keeps PSNR and SSIM is kept, and a weaker
 * one looked for; without one, the answer is the one that came closest.
 */
record Grasp(GraspProperties properties) implements Ascent {

    private static final float LEAST = 1e-12f;

    /** Losses of quality, at most. */
    private static final int QUALITY = 2;

    @Override
    public Method method() {
        return Method.GRASP;
    }

    @Override
    public int steps() {
        return properties.steps();
    }

    @Override
    public NDArray run(FaceBatch faces, float bound, Steps steps) {
        NDArray x = faces.pictures();
        NDManager owner = x.getManager();
        List<Budget> budgets = faces.crowding().stream()
                .map(crowding -> new Budget(properties, crowding))
                .toList();
        Perturbation at = Perturbation.of(faces, faces.start(Math.min(properties.start(), bound)));
        Changes changes = new Changes(faces);
        while (steps.more(budgets.stream().allMatch(Budget::success))
                && !budgets.stream().allMatch(Budget::settled)) {
            Perturbation next;
            try (NDManager scratch = owner.newSubManager()) {
                next = moved(faces, at.in(scratch), budgets, changes, bound, steps.done());
                next.attach(owner);
            }
            at.close();
            at = next;
            steps.taken();
            if (steps.done() % properties.checkEvery() == 0 || steps.done() == steps()) {
                steps.seen(look(faces, at.delta(), budgets, changes));
            }
        }
        return chosen(at.delta(), budgets);
    }

    /**
     * Perturbations and what is left of them in the saved photo, kept since pasting is linear: what a step has pasted to
     * measure it, the next one begins with.
     */
    private record Perturbation(NDArray delta, NDArray left) implements AutoCloseable {

        static Perturbation of(FaceBatch faces, NDArray delta) {
            return new Perturbation(delta, faces.pasting().of(delta));
        }

        /** A copy in another manager. */
        Perturbation in(NDManager manager) {
            Perturbation copy = new Perturbation(delta.duplicate(), left.duplicate());
            copy.attach(manager);
            return copy;
        }

        void attach(NDManager manager) {
            delta.attach(manager);
            left.attach(manager);
        }

        /** @param factors one for each face, {@code [N,1,1,1]} */
        Perturbation mul(NDArray factors) {
            return new Perturbation(delta.mul(factors), left.mul(factors));
        }

        @Override
        public void close() {
            delta.close();
            left.close();
        }
    }

    /** One step; everything on the way belongs to the manager of the perturbation. */
    private Perturbation moved(
            FaceBatch faces, Perturbation from, List<Budget> budgets, Changes changes, float bound, int turn) {
        NDArray disturbed = faces.with(from.left());
        List<NDArray> gradients = new ArrayList<>();
        for (int target = 0; target < faces.targets().size(); target++) {
            gradients.add(defence(faces, target, disturbed, changes, turn));
        }
        if (budgets.stream().anyMatch(Budget::tight)) {
            gradients.addAll(quality(faces, disturbed, budgets));
        }
        NDArray direction = sum(
                properties.projection() ? projected(gradients, faces.targets().size() + QUALITY, turn) : gradients);
        if (properties.smoothing()) {
            direction = GradientSmoothing.of(direction);
        }
        direction = faces.pasting().back(direction);
        NDArray size = PerFace.each(PerFace.mean(direction.abs()), direction).maximum(LEAST);
        NDArray step = direction.div(size).mul(properties.step()).clip(-bound, bound);
        Perturbation within = Perturbation.of(faces, from.delta().sub(step).clip(-bound, bound));
        NDArray radius =
                each(within.delta(), budgets.stream().map(Budget::radius).toList());
        return within.mul(radius.div(rms(within.left())).minimum(1));
    }

    /** The gradients of the losses of quality, zero for faces that have room left. */
    private List<NDArray> quality(FaceBatch faces, NDArray disturbed, List<Budget> budgets) {
        NDArray tight = each(
                disturbed,
                budgets.stream().map(budget -> budget.tight() ? 1f : 0f).toList());
        List<NDArray> gradients = new ArrayList<>();
        if (properties.ssimWeight() > 0) {
            NDArray rise = Gradient.of(disturbed, y -> StructuralSimilarity.ofEach(y, faces.pictures())
                            .sum())
                    .gradient();
            gradients.add(PerFace.unit(rise).mul(tight).mul(-properties.ssimWeight()));
        }
        if (properties.lowFrequencyWeight() > 0) {
            NDArray rise = LowFrequency.gradient(disturbed.sub(faces.pictures()));
            gradients.add(PerFace.unit(rise).mul(tight).mul(properties.lowFrequencyWeight()));
        }
        return gradients;
    }

    /** The gradient of -MSE, its length the weight of the manipulator. */
    private static NDArray defence(FaceBatch faces, int place, NDArray disturbed, Changes changes, int turn) {
        Target target = faces.targets().get(place);
        int edit = turn % target.edits();
        List<Float> weights = new ArrayList<>();
        NDArray rise = Gradient.of(disturbed, y -> {
                    NDArray change = target.disruption(y, edit);
                    float[] values = change.toFloatArray();
                    changes.note(place, edit, values);
                    for (float value : values) {
                        weights.add(target.threshold() / (target.threshold() + value));
                    }
                    return change.sum();
                })
                .gradient();
        return PerFace.unit(rise).mul(each(disturbed, weights)).neg();
    }

    private static List<NDArray> projected(List<NDArray> gradients, int losses, int turn) {
        int[] order = IntStream.range(0, losses).toArray();
        SplittableRandom random = new SplittableRandom(turn);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        // Manipulators meet in the same order whether or not the losses of quality, the last ones, are there.
        return MutualProjection.of(
                gradients,
                Arrays.stream(order).filter(i -> i < gradients.size()).toArray());
    }

    private static NDArray sum(List<NDArray> gradients) {
        return gradients.stream().reduce(NDArray::add).orElseThrow();
    }

    private static NDArray rms(NDArray x) {
        return PerFace.each(PerFace.mean(x.square()).sqrt(), x).maximum(LEAST);
    }

    private static NDArray each(NDArray x, List<Float> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return x.getManager().create(values, new Shape(values.length, 1, 1, 1));
    }

    /** Judges what viewers get, every edit of it only where success is near, and returns its lowest PSNR in dB. */
    private double look(FaceBatch faces, NDArray delta, List<Budget> budgets, Changes changes) {
        List<Tensor> each = faces.each(delta);
        List<Proof.Print> prints = faces.prints(each);
        double[] nearness = nearness(changes, budgets.size());
        int[] promising = IntStream.range(0, budgets.size())
                .filter(i -> budgets.get(i).promising(nearness[i], prints.get(i).quality()))
                .toArray();
        if (promising.length > 0) {
            double[] seen = nearness(faces.changes(prints), budgets.size());
            Arrays.stream(promising).forEach(i -> nearness[i] = seen[i]);
        }
        for (int i = 0; i < budgets.size(); i++) {
            budgets.get(i).judge(nearness[i], prints.get(i).quality(), each.get(i));
        }
        return prints.stream()
                .mapToDouble(print -> print.quality().psnr())
                .min()
                .orElseThrow();
    }

    private double[] nearness(Changes changes, int faces) {
        return IntStream.range(0, faces)
                .mapToDouble(i -> changes.success(i, properties.margin()))
                .toArray();
    }

    /** The best of each face, or where none kept the quality the last. */
    private static NDArray chosen(NDArray delta, List<Budget> budgets) {
        float[] data = delta.toFloatArray();
        int length = data.length / budgets.size();
        for (int i = 0; i < budgets.size(); i++) {
            Tensor best = budgets.get(i).best();
            if (best != null) {
                System.arraycopy(best.data(), 0, data, i * length, length);
            }
        }
        return new Tensor(data, delta.getShape().getShape()).on(delta.getManager());
    }
}
