package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleTests {

    @Test
    void everyRuleHasItsOwnFigure() {
        Disruption disruption = new Disruption(0.04, 0.07, 0.06, 0.3, 0.0, 1, 1);
        assertThat(Rule.L2.holds(disruption, Rule.PAPERS, Rule.SAME_PERSON)).isFalse();
        assertThat(Rule.L2.holds(disruption, 0.03, Rule.SAME_PERSON)).isTrue();
        assertThat(Rule.L2_MASK.holds(disruption, Rule.PAPERS, Rule.SAME_PERSON))
                .isTrue();
        assertThat(Rule.ID_GUARD.holds(disruption, Rule.PAPERS, Rule.SAME_PERSON))
                .isTrue();
    }

    @Test
    void idGuardsRuleWantsAnotherPersonToo() {
        assertThat(Rule.ID_GUARD.holds(new Disruption(0.1, 0.1, 0.1, 0.41, 0.0, 1, 1), Rule.PAPERS, Rule.SAME_PERSON))
                .isFalse();
    }

    @Test
    void whatCannotBeToldIsNeitherASuccessNorAFailure() {
        Disruption disruption = new Disruption(0.2, null, 0.2, null, null, 1, 0);
        assertThat(Rule.L2_MASK.holds(disruption, Rule.PAPERS, Rule.SAME_PERSON))
                .isNull();
        assertThat(Rule.ID_GUARD.holds(disruption, Rule.PAPERS, Rule.SAME_PERSON))
                .isNull();
    }
}
