package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The gradient of a function that only answers values, from a few of them (SPSA: Spall, IEEE TAC 1992; against networks
 * Uesato et al., ICML 2018): {@code ĝ = mean over k of u_k (f(x + r u_k) - f(x - r u_k)) / (2 r)} with random signs u_k,
 * whose expectation is the gradient to first order in r. The signs are constant over blocks, which leaves fewer unknowns
 * than pixels (Ilyas et al., ICLR 2019); the grid of the blocks lies elsewhere for each k. Immutable and safe for concurrent
 * use.
 *
 * @param pairs how many u_k; each takes two queries
 * @param radius r, in the units of x
 * @param block side of the blocks in pixels
 */
public record SimultaneousPerturbation(int pairs, float radius, int block) {

    /**
     * What the queries tell.
     *
     * @param values of the function at x, {@code [N]}, to first order in r: the mean over all queries
     * @param gradients of each face's value with respect to that face, of the shape of x
     */
    public record Estimate(NDArray values, NDArray gradients) {}

    /** Queries of the function for each face. */
    public int queries() {
        return 2 * pairs;
    }

    /**
     * Asks.
     *
     * @param x {@code [N,3,H,W]}; the answer belongs to its manager
     * @param function {@code [N,3,H,W]} to one value for each face, {@code [N]}; nothing is known of its inside
     */
    public Estimate at(NDArray x, SplittableRandom random, UnaryOperator<NDArray> function) {
        NDManager owner = x.getManager();
        NDArray values = owner.zeros(new Shape(x.getShape().get(0)));
        NDArray gradients = x.zerosLike();
        for (int i = 0; i < pairs; i++) {
            try (NDManager scratch = owner.newSubManager()) {
                NDArray step = signs(scratch, x.getShape(), random).mul(radius);
                NDArray up = function.apply(x.add(step));
                NDArray down = function.apply(x.sub(step));
                NDArray slope = up.sub(down).div(2 * radius * radius * pairs);
                slope.attach(scratch);
                values.addi(up.add(down).div(2 * pairs));
                gradients.addi(step.mul(PerFace.each(slope, x)));
            }
        }
        return new Estimate(values, gradients);
    }

    /** -1 or 1, the same over each block of a channel. */
    private NDArray signs(NDManager manager, Shape shape, SplittableRandom random) {
        long height = shape.get(2);
        long width = shape.get(3);
        Shape blocks = new Shape(shape.get(0), shape.get(1), height / block + 2, width / block + 2);
        float[] signs = new float[Math.toIntExact(blocks.size())];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = random.nextBoolean() ? 1 : -1;
        }
        int top = random.nextInt(block);
        int left = random.nextInt(block);
        return manager.create(signs, blocks)
                .repeat(2, block)
                .repeat(3, block)
                .get(":,:,%d:%d,%d:%d".formatted(top, top + height, left, left + width));
    }
}
