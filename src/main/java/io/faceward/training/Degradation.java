package io.faceward.training;

import ai.djl.ndarray.NDArray;
import io.faceward.objective.GaussianWindow;
import io.faceward.objective.Interpolation;
import io.faceward.objective.StraightThrough;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What happens to pictures between us and the attacker, differentiable: eight bits, and nothing else, or JPEG, resizing,
 * blur or noise. Drawn once it does the same to every picture that is given to it. Immutable.
 *
 * @param name for instance {@code jpeg}
 */
record Degradation(String name, UnaryOperator<NDArray> change) {

    /** As it is saved. */
    static final Degradation NONE = new Degradation("none", UnaryOperator.identity());

    /** How often social networks use which quality of JPEG, as DF-RAP measured it (Qu et al., IEEE TIFS 2024). */
    private static final Map<Integer, Double> QUALITIES = new TreeMap<>(Map.ofEntries(
            Map.entry(71, .0132),
            Map.entry(72, .0268),
            Map.entry(75, .0127),
            Map.entry(78, .0573),
            Map.entry(79, .0156),
            Map.entry(80, .2213),
            Map.entry(84, .0107),
            Map.entry(85, .2193),
            Map.entry(86, .0110),
            Map.entry(88, .0107),
            Map.entry(89, .0120),
            Map.entry(90, .0120),
            Map.entry(91, .0171),
            Map.entry(92, .2272),
            Map.entry(100, .1331)));

    private static final double UNTOUCHED = 0.3;
    private static final double JPEG = 0.65;
    private static final double RESIZED = 0.8;
    private static final double BLURRED = 0.9;
    private static final float LEVEL = 1 / 127.5f;

    /** One of them: 30 % none, 35 % JPEG, 15 % resizing, 10 % blur, 10 % noise. */
    static Degradation draw(SplittableRandom random) {
        double kind = random.nextDouble();
        if (kind < UNTOUCHED) {
            return NONE;
        }
        if (kind < JPEG) {
            return new Degradation("jpeg", new DifferentiableJpeg(quality(random.nextDouble()))::of);
        }
        if (kind < RESIZED) {
            double scale = random.nextDouble(0.5, 1);
            return new Degradation("resize", x -> resized(x, scale));
        }
        if (kind < BLURRED) {
            double sigma = random.nextDouble(0.4, 1.2);
            return new Degradation("blur", x -> blurred(x, sigma));
        }
        float sigma = (float) random.nextDouble(1, 4) * LEVEL;
        int seed = random.nextInt();
        return new Degradation("noise", x -> noisy(x, sigma, seed));
    }

    /** Pictures {@code [N,3,H,W]} in [-1,1] as they arrive; H and W are multiples of 16. */
    NDArray apply(NDArray pictures) {
        return StraightThrough.eightBit(change.apply(pictures));
    }

    /**
     * The quality at a point of the distribution.
     *
     * @param share in [0,1)
     */
    static int quality(double share) {
        double total =
                QUALITIES.values().stream().mapToDouble(Double::doubleValue).sum();
        double left = share * total;
        int last = 0;
        for (Map.Entry<Integer, Double> quality : QUALITIES.entrySet()) {
            last = quality.getKey();
            left -= quality.getValue();
            if (left < 0) {
                break;
            }
        }
        return last;
    }

    private static NDArray resized(NDArray x, double scale) {
        long side = x.getShape().get(2);
        long small = Math.round(scale * side);
        return Interpolation.bilinear(Interpolation.bilinear(x, small, small), side, side);
    }

    private static NDArray blurred(NDArray x, double sigma) {
        int radius = (int) Math.ceil(2.5 * sigma);
        return new GaussianWindow(2 * radius + 1, sigma).filter(x, radius);
    }

    private static NDArray noisy(NDArray x, float sigma, int seed) {
        x.getManager().getEngine().setRandomSeed(seed);
        return x.add(x.getManager().randomNormal(0, sigma, x.getShape(), x.getDataType()));
    }
}
