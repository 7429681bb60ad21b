package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.model.Ceiling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachTests {

    @Test
    void robustnessIsTheShareOfTheDisruptionThatIsLeftAfterTheProbes() {
        List<Cell> cells = new ArrayList<>(List.of(cell("a", "none", 0.1)));
        Transforms.PROBES.forEach(probe -> cells.add(cell("a", probe, probe.equals("jpeg:90") ? 0.2 : 0.05)));

        // What a probe adds does not make up for what another takes.
        assertThat(Reach.robustness("a", cells)).isCloseTo((7 * 0.5 + 1) / 8, within(1e-12));
    }

    @Test
    void robustnessIsNotToldOfAPartOfTheProbesNorOfNothing() {
        List<Cell> all = new ArrayList<>(List.of(cell("a", "none", 0)));
        Transforms.PROBES.forEach(probe -> all.add(cell("a", probe, 0.05)));

        assertThat(Reach.robustness("a", all)).isNull();
        assertThat(Reach.robustness("a", List.of(cell("a", "none", 0.1), cell("a", "jpeg:70", 0.1))))
                .isNull();
    }

    @Test
    void transferComparesSharesOfTheCeilings() {
        List<Cell> cells = List.of(cell("a", "none", 0.02), cell("b", "none", 0.01), cell("b", "jpeg:70", 9));

        Double transfer = Reach.transfer(List.of(manipulator("a", 0.04, true), manipulator("b", 0.1, false)), cells);

        assertThat(transfer).isCloseTo((0.01 / 0.1) / (0.02 / 0.04), within(1e-12));
    }

    @Test
    void transferNeedsBothGroupsAndEveryCeiling() {
        List<Cell> cells = List.of(cell("a", "none", 0.02), cell("b", "none", 0.01));

        assertThat(Reach.transfer(List.of(manipulator("a", 0.04, true), manipulator("b", 0.1, true)), cells))
                .isNull();
        assertThat(Reach.transfer(List.of(manipulator("a", 0.04, true), manipulator("b", null, false)), cells))
                .isNull();
    }

    private static ManipulatorSummary manipulator(String id, @Nullable Double ceiling, boolean attacked) {
        return new ManipulatorSummary(
                id, ceiling == null ? null : new Ceiling(ceiling, 20, 100, 0.05), null, attacked, null, null);
    }

    private static Cell cell(String manipulator, String transform, double l2) {
        return new Cell(
                Treatment.PROTECTED,
                manipulator,
                transform,
                1,
                0,
                1,
                new Mean(l2, null, null, 1),
                null,
                null,
                null,
                null,
                List.of());
    }
}
