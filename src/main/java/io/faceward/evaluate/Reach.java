package io.faceward.evaluate;

import io.faceward.model.Ceiling;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How far a protection reaches beyond what it was made for, in the spirit of the Proactive Defense Benchmark (Baek et al.,
 * ICML 2026), whose exact formulas are not public: these are ours.
 */
final class Reach {

    private Reach() {}

    /**
     * ROB: mean over the probes of min(1, mean L2 after the probe / mean L2 without one).
     *
     * @return null unless all probes and the untransformed photo were evaluated, and something was disrupted
     */
    static @Nullable Double robustness(String manipulator, List<Cell> cells) {
        Double without = l2(manipulator, Transform.NONE.name(), cells);
        if (without == null || without == 0) {
            return null;
        }
        double sum = 0;
        for (String probe : Transforms.PROBES) {
            Double after = l2(manipulator, probe, cells);
            if (after == null) {
                return null;
            }
            sum += Math.min(1, after / without);
        }
        return sum / Transforms.PROBES.size();
    }

    /**
     * TE: the mean of L2 / ceiling over the manipulators that were not attacked, divided by the same over those that were.
     *
     * @return null where one of the groups is empty, a ceiling is unknown, or nothing was disrupted
     */
    static @Nullable Double transfer(List<ManipulatorSummary> manipulators, List<Cell> cells) {
        OptionalDouble others = share(manipulators, false, cells);
        OptionalDouble attacked = share(manipulators, true, cells);
        return others.isPresent() && attacked.isPresent() && attacked.getAsDouble() > 0
                ? others.getAsDouble() / attacked.getAsDouble()
                : null;
    }

    private static OptionalDouble share(List<ManipulatorSummary> manipulators, boolean attacked, List<Cell> cells) {
        double sum = 0;
        int count = 0;
        for (ManipulatorSummary manipulator : manipulators) {
            if (manipulator.attacked() == attacked) {
                Double l2 = l2(manipulator.id(), Transform.NONE.name(), cells);
                Ceiling ceiling = manipulator.ceiling();
                if (l2 == null || ceiling == null || ceiling.l2() <= 0) {
                    return OptionalDouble.empty();
                }
                sum += l2 / ceiling.l2();
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    private static @Nullable Double l2(String manipulator, String transform, List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.treatment() == Treatment.PROTECTED)
                .filter(cell -> cell.manipulator().equals(manipulator)
                        && cell.transform().equals(transform))
                .map(Cell::l2)
                .filter(Objects::nonNull)
                .map(Mean::value)
                .findFirst()
                .orElse(null);
    }
}
