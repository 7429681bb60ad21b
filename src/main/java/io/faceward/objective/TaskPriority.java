package io.faceward.objective;

/**
 * How much an objective counts that is met to the part K: β = −(1 − K)^τ ln K, much where little is reached, nothing where
 * all is (dynamic task prioritisation, Guo et al., ECCV 2018; the KPI of ID-Guard's strategy S-II, arXiv 2409.13349).
 */
public final class TaskPriority {

    /** Keeps the logarithm finite, as the original code does. */
    private static final double LEAST = 1e-13;

    private TaskPriority() {}

    /**
     * The priority, not negative.
     *
     * @param performance K; below 0 counts as nothing, above 1 as all
     * @param focus τ; the higher, the less those count that are nearly met
     */
    public static double of(double performance, double focus) {
        double k = Math.min(1, Math.max(LEAST, performance));
        return Math.pow(1 - k, focus) * Math.log(1 / k);
    }
}
