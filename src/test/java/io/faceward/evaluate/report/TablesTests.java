package io.faceward.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.evaluate.Cell;
import io.faceward.evaluate.ManipulatorSummary;
import io.faceward.evaluate.Mean;
import io.faceward.evaluate.QualitySummary;
import io.faceward.evaluate.Rate;
import io.faceward.evaluate.Rule;
import io.faceward.evaluate.Summary;
import io.faceward.evaluate.Treatment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTests {

    private static final Mean MEAN = new Mean(0.362, 0.3, 0.4, 20);

    @Test
    void whatIsNotKnownIsADash() {
        // Neither a recogniser nor a ceiling.
        Tables tables = new Tables(summary(null, null), "grasp");

        assertThat(tables.rule()).isEqualTo(Rule.L2);
        assertThat(markdown(tables))
                .contains("| grasp | papers' | 0.500 / 0.3620 / - |", "| grasp | calibrated | - / 0.3620 / - |")
                .contains("there is no recogniser");
    }

    @Test
    void theFirstTableIsLaidOutAsIdGuards() {
        Tables tables =
                new Tables(summary(new Mean(0.055, 0.04, 0.06, 20), new Rate(0.998, 0.9, 1.0, 998, 1000)), "grasp");

        assertThat(tables.rule()).isEqualTo(Rule.ID_GUARD);
        assertThat(markdown(tables))
                .startsWith("### Protection\n")
                .contains("| method | threshold | star\\|gan |", "| grasp | papers' | 0.998 / 0.3620 / 0.0550 |");
    }

    private static String markdown(Tables tables) {
        return tables.all().get(0).markdown();
    }

    private static Summary summary(Mean identity, Rate idGuard) {
        Cell cell = new Cell(
                Treatment.PROTECTED,
                "star|gan",
                "none",
                20,
                1,
                5,
                MEAN,
                null,
                MEAN,
                identity,
                null,
                List.of(
                        new Cell.Success(Rule.L2, false, Rule.PAPERS, new Rate(0.5, 0.2, 0.8, 10, 20)),
                        new Cell.Success(Rule.ID_GUARD, false, Rule.PAPERS, idGuard)));
        return new Summary(
                10,
                5,
                10,
                Map.of(Treatment.PROTECTED, new QualitySummary(null, MEAN, MEAN, MEAN, null, null, null)),
                List.of(new ManipulatorSummary("star|gan", null, null, false, null, null)),
                List.of(cell),
                null);
    }
}
