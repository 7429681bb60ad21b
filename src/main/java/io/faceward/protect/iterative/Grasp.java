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
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * GRASP (Li et al., arXiv 2510.01699), as far as its abstract tells, the rest our own: three kinds of losses are
 * lowered, -MSE(Mₘ(x', c), Mₘ(x, c)) of every manipulator, 1 - SSIM(x', x) and ‖φ(δ)‖² / n, whose conflicting gradients
 * are projected on each other's normal planes.
 *
 * <p>A step: the gradients gₖ at what is left of δ in the saved photo, of unit length times their weights, are projected
 * ({@link MutualProjection}), summed, smoothed ({@link GradientSmoothing}) and led back through the pasting
 * ({@link Pasting#back}); δ ← δ - step · g / mean|g|, cut to the bound, then shortened to the radius that the
 * {@link Budget} allows. The mean, other than the root mean square, is not ruled by a few edges that are at the bound
 * already. Manipulator m weighs tₘ / (tₘ + MSEₘ), tₘ being its
 * threshold: the one that is furthest from broken weighs most. One edit of each is attacked per step, in turn.
 *
 * <p>Every few steps the photo is saved and looked at. A perturbation that breaks every edit of every manipulator there and
 * keeps PSNR and SSIM is kept, and a weaker one looked for; without one, the answer is the one that came closest.
 */
record Grasp(GraspProperties properties) implements Ascent {

    private static final float LEAST = 1e-12f;

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
        List<Budget> budgets = Stream.generate(() -> new Budget(properties))
                .limit(faces.size())
                .toList();
        NDArray delta = faces.start(Math.min(properties.start(), bound));
        while (steps.more(budgets.stream().allMatch(Budget::success))
                && !budgets.stream().allMatch(Budget::settled)) {
            NDArray next;
            try (NDManager scratch = owner.newSubManager()) {
                NDArray here = delta.duplicate();
                here.attach(scratch);
                next = moved(faces, here, budgets, bound, steps.done());
                next.attach(owner);
            }
            delta.close();
            delta = next;
            steps.taken();
            if (steps.done() % properties.checkEvery() == 0 || steps.done() == steps()) {
                steps.seen(look(faces, delta, budgets));
            }
        }
        return chosen(delta, budgets);
    }

    /** One step; everything on the way belongs to the manager of δ. */
    private NDArray moved(FaceBatch faces, NDArray delta, List<Budget> budgets, float bound, int turn) {
        NDArray disturbed = faces.perturbed(delta);
        List<NDArray> gradients = new ArrayList<>();
        for (Target target : faces.targets()) {
            gradients.add(defence(target, disturbed, turn));
        }
        if (properties.ssimWeight() > 0) {
            NDArray rise = Gradient.of(disturbed, y -> StructuralSimilarity.ofEach(y, original(faces.pictures(), y))
                            .sum())
                    .gradient();
            gradients.add(PerFace.unit(rise).mul(-properties.ssimWeight()));
        }
        if (properties.lowFrequencyWeight() > 0) {
            NDArray rise = LowFrequency.gradient(disturbed.sub(faces.pictures()));
            gradients.add(PerFace.unit(rise).mul(properties.lowFrequencyWeight()));
        }
        NDArray direction = sum(properties.projection() ? projected(gradients, turn) : gradients);
        if (properties.smoothing()) {
            direction = GradientSmoothing.of(direction);
        }
        direction = faces.pasting().back(direction);
        NDArray size = PerFace.each(PerFace.mean(direction.abs()), direction).maximum(LEAST);
        NDArray step = direction.div(size).mul(properties.step()).clip(-bound, bound);
        NDArray within = delta.sub(step).clip(-bound, bound);
        NDArray radius = each(delta, budgets.stream().map(Budget::radius).toList());
        return within.mul(radius.div(rms(faces.pasting().of(within))).minimum(1));
    }

    private static NDArray original(NDArray x, NDArray beside) {
        NDArray copy = x.duplicate();
        copy.attach(beside.getManager());
        return copy;
    }

    /** The gradient of -MSE, its length the weight of the manipulator. */
    private static NDArray defence(Target target, NDArray disturbed, int turn) {
        List<Float> weights = new ArrayList<>();
        NDArray rise = Gradient.of(disturbed, y -> {
                    NDArray change = target.disruption(y, turn % target.edits());
                    for (float value : change.toFloatArray()) {
                        weights.add(target.threshold() / (target.threshold() + value));
                    }
                    return change.sum();
                })
                .gradient();
        return PerFace.unit(rise).mul(each(disturbed, weights)).neg();
    }

    private static List<NDArray> projected(List<NDArray> gradients, int turn) {
        int[] order = IntStream.range(0, gradients.size()).toArray();
        SplittableRandom random = new SplittableRandom(turn);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return MutualProjection.of(gradients, order);
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

    /** Judges what viewers get, and returns its lowest PSNR in dB. */
    private static double look(FaceBatch faces, NDArray delta, List<Budget> budgets) {
        List<Tensor> each = faces.each(delta);
        List<Proof.Print> prints = faces.prints(each);
        float[] weakest = faces.weakest(prints);
        for (int i = 0; i < budgets.size(); i++) {
            budgets.get(i).judge(weakest[i], prints.get(i).quality(), each.get(i));
        }
        return prints.stream()
                .mapToDouble(print -> print.quality().psnr())
                .min()
                .orElseThrow();
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
