package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.network.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HardScenesTests {

    private final HardScenes hard = new HardScenes(1, Map.of());

    @Test
    void dealsNewScenesInTurnWhileThereAreNoAlarms() {
        assertThat(hard.deal(0, 3)).containsExactly(0L, 1L, 2L);
        assertThat(hard.deal(7, 3)).containsExactly(21L, 22L, 23L);
    }

    @Test
    void dealsASceneWithAFalseAlarmAgainUntilItHasNone() {
        hard.note(5, 0.9f);
        assertThat(hard.contains(5)).isTrue();
        assertThat(repeats()).isBetween(80, 160);

        hard.note(5, 0.1f);
        assertThat(hard.contains(5)).isFalse();
        assertThat(repeats()).isZero();
    }

    @Test
    void goesOnAsBeforeAfterAnInterruption() {
        LongStream.range(0, 30).forEach(number -> hard.note(1_000_000 + number, 0.5f));
        Map<String, Tensor> state = new HashMap<>();
        hard.save(state);
        HardScenes resumed = new HardScenes(1, state);

        for (long step = 0; step < 50; step++) {
            assertThat(resumed.deal(step, 8)).isEqualTo(hard.deal(step, 8));
        }
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        LongStream.range(0, 1000).forEach(number -> hard.note(number, 0.5f));
        assertThat(hard.contains(999)).isTrue();
        assertThat(hard.contains(0)).isFalse();
    }

    private int repeats() {
        int repeats = 0;
        for (long step = 100; step < 200; step++) {
            List<Long> numbers = hard.deal(step, 10);
            repeats += (int) numbers.stream().filter(number -> number == 5).count();
        }
        return repeats;
    }
}
