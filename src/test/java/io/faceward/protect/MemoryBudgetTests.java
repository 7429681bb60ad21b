package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryBudgetTests {

    private final Counter refused = new SimpleMeterRegistry().counter("refused");
    private final MemoryBudget budget = new MemoryBudget(100, 60, Duration.ZERO, refused);

    @Test
    void reservesForTheLargestPhotoUntilTheSizeIsKnown() {
        MemoryBudget.Share share = budget.reserve();
        assertThat(budget.inUse()).isEqualTo(60);

        share.shrinkTo(25);
        assertThat(budget.inUse()).isEqualTo(25);

        share.close();
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void refusesWhatDoesNotFitAndServesItOnceThereIsRoom() {
        MemoryBudget.Share first = budget.reserve();

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(budget::reserve)
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.QUEUE_FULL));

        first.shrinkTo(40);
        try (MemoryBudget.Share second = budget.reserve()) {
            assertThat(budget.inUse()).isEqualTo(100);
        }
        assertThat(budget.inUse()).isEqualTo(40);
    }

    @Test
    void aPhotoLargerThanTheBudgetTakesAllOfIt() {
        MemoryBudget small = new MemoryBudget(10, 1000, Duration.ZERO, refused);

        try (MemoryBudget.Share share = small.reserve()) {
            share.shrinkTo(500);
            assertThat(small.inUse()).isEqualTo(10);
        }
        assertThat(small.inUse()).isZero();
    }

    @Test
    void aShareOfAKnownSizeIsExact() {
        MemoryBudget.Share first = budget.reserve(70);
        assertThat(budget.inUse()).isEqualTo(70);
        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> budget.reserve(31));
        assertThat(refused.count()).isEqualTo(1);

        try (MemoryBudget.Share second = budget.reserve(30)) {
            assertThat(budget.inUse()).isEqualTo(100);
        }
        first.close();
        try (MemoryBudget.Share all = budget.reserve(1_000_000_000_000L)) {
            assertThat(budget.inUse()).isEqualTo(100);
        }
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void closingTwiceGivesBackOnce() {
        MemoryBudget.Share share = budget.reserve();
        share.close();
        share.close();

        assertThat(budget.inUse()).isZero();
    }

    @Test
    void aShareGrowsAsFarAsThereIsRoom() {
        MemoryBudget.Share first = budget.reserve(30);
        MemoryBudget.Share second = budget.reserve(60);
        first.growBy(10);

        assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> first.growBy(1));
        assertThat(budget.inUse()).isEqualTo(100);

        second.close();
        first.growBy(200);
        assertThat(budget.inUse()).isEqualTo(100);
        first.close();
        assertThat(budget.inUse()).isZero();
    }
}
