package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTests {

    private final Pace pace = new Pace(Duration.ofSeconds(1));
    private final Perturber fast = perturber(Method.ID_GUARD, 1);
    private final Perturber slow = perturber(Method.GRASP, 100);

    @Test
    void stepsTellBeforeAnythingWasMeasured() {
        assertThat(pace.expected(slow)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void theFirstMeasurementReplacesTheGuessAndLaterOnesMoveIt() {
        pace.took(Method.GRASP, Duration.ofSeconds(10));
        assertThat(pace.expected(slow)).isEqualTo(Duration.ofSeconds(10));

        for (int i = 0; i < 20; i++) {
            pace.took(Method.GRASP, Duration.ofSeconds(2));
        }
        assertThat(pace.expected(slow).toMillis()).isCloseTo(2000, within(100L));
    }

    @Test
    void oneForwardPassNeverCountsAsSlow() {
        pace.took(Method.ID_GUARD, Duration.ofSeconds(30));

        assertThat(pace.expected(fast)).isZero();
    }

    private static Perturber perturber(Method method, int steps) {
        Perturber perturber = mock(Perturber.class);
        when(perturber.method()).thenReturn(method);
        when(perturber.steps()).thenReturn(steps);
        return perturber;
    }
}
