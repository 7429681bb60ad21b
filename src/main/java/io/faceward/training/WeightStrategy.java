package io.faceward.training;

import io.faceward.objective.MinimumNorm;
import io.faceward.objective.TaskPriority;
import java.util.Arrays;
import java.util.List;

/** How much each manipulator counts in a step; weights are not negative and add up to 1. */
public enum WeightStrategy {

    /** Strategy S-I of ID-Guard: the minimum-norm point of the manipulators' gradients (MGDA). */
    MGDA {
        @Override
        double[] raw(List<Standing> standings, double[][] products) {
            return MinimumNorm.weights(products);
        }
    },

    /** Strategy S-II of ID-Guard: what is known beforehand times what is left to do, α·β. */
    KPI {
        @Override
        double[] raw(List<Standing> standings, double[][] products) {
            return each(standings, standing -> standing.priority * TaskPriority.of(standing.performance, FOCUS));
        }
    },

    /** All alike. */
    EQUAL {
        @Override
        double[] raw(List<Standing> standings, double[][] products) {
            return each(standings, standing -> 1);
        }
    },

    /** What is known beforehand alone, α. */
    PRIOR {
        @Override
        double[] raw(List<Standing> standings, double[][] products) {
            return each(standings, standing -> standing.priority);
        }
    },

    /** The one that resists most, and no other: hard-model mining. */
    HARDEST {
        @Override
        double[] raw(List<Standing> standings, double[][] products) {
            double least =
                    standings.stream().mapToDouble(Standing::performance).min().orElseThrow();
            return each(standings, standing -> standing.performance == least ? 1 : 0);
        }
    },

    /** What is left to do alone, β: dynamic task prioritisation. */
    DTP {
        @Override
        double[] raw(List<Standing> standings, double[][] products) {
            return each(standings, standing -> TaskPriority.of(standing.performance, FOCUS));
        }
    };

    private static final double FOCUS = 1;

    /**
     * One manipulator in the race.
     *
     * @param priority α, at least 0
     * @param performance K: how far its edits are changed, in parts of what is possible
     */
    record Standing(double priority, double performance) {}

    private interface Weight {
        double of(Standing standing);
    }

    abstract double[] raw(List<Standing> standings, double[][] products);

    /** Whether the inner products of the gradients are asked for. */
    boolean comparesGradients() {
        return this == MGDA;
    }

    /**
     * The weights. Adam does not see their sum, but the bound on visibility does: it stays 1.
     *
     * @param products of the gradients, in the order of the standings; may be empty unless {@link #comparesGradients}
     */
    double[] weights(List<Standing> standings, double[][] products) {
        double[] weights = raw(standings, products);
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            // Where nothing is left to do, all goes on as it is.
            weights[i] = sum > 0 ? weights[i] / sum : 1.0 / weights.length;
        }
        return weights;
    }

    private static double[] each(List<Standing> standings, Weight weight) {
        return standings.stream().mapToDouble(weight::of).toArray();
    }
}
