package io.faceward.objective;

import java.util.Arrays;

/**
 * The weights of the shortest vector in the convex hull of some gradients: min ‖Σ λᵢ gᵢ‖² with λ ≥ 0, Σ λ = 1 (MGDA,
 * Désidéri 2012; equation 3 of Sener and Koltun, NeurIPS 2018; strategy S-I of ID-Guard, arXiv 2409.13349). Against it no
 * objective gets worse, or no direction serves all of them.
 *
 * <p>By pairs, as sequential minimal optimisation does: the largest weight shift, exactly solved, from the gradient that
 * agrees most with the sum to the one that agrees least. Thread-safe.
 */
public final class MinimumNorm {

    private static final int ITERATIONS = 10_000;

    /** Part of the squared length that may be left to gain. */
    private static final double TOLERANCE = 1e-7;

    private MinimumNorm() {}

    /**
     * The weights; always a point of the simplex, also for gradients that are zero or equal, or where the last iteration
     * still gains.
     *
     * @param products {@code gᵢ·gⱼ}, square and symmetric, at least 1x1
     */
    public static double[] weights(double[][] products) {
        int n = products.length;
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, products[i][i]);
        }
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] agreement = new double[n];
            double length = 0;
            int least = 0;
            int most = -1;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    agreement[i] += products[i][j] * weights[j];
                }
                length += weights[i] * agreement[i];
                least = agreement[i] < agreement[least] ? i : least;
                most = weights[i] > 0 && (most < 0 || agreement[i] > agreement[most]) ? i : most;
            }
            double gain = agreement[most] - agreement[least];
            // Written so that gradients that are not finite end it, too.
            if (!(gain > TOLERANCE * length + 1e-14 * largest)) {
                break;
            }
            double curvature = products[least][least] + products[most][most] - 2 * products[least][most];
            double shift = Math.min(weights[most], gain / curvature);
            weights[least] += shift;
            weights[most] -= shift;
        }
        return weights;
    }
}
