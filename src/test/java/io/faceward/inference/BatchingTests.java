package io.faceward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchingTests {

    private static Batching batching(int largest, double padding) {
        return new Batching(largest, Duration.ZERO, padding);
    }

    @Test
    void bucketsArePowersOfTwoAndTheLargest() {
        assertThat(batching(32, 0).buckets()).containsExactly(1, 2, 4, 8, 16, 32);
        assertThat(batching(6, 0).buckets()).containsExactly(1, 2, 4, 6);
        assertThat(batching(1, 0).buckets()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "4,4", "5,4", "7,4", "8,8", "9,8", "100,8"})
    void withoutPaddingTakesOnlyWholeBuckets(int waiting, int taken) {
        assertThat(batching(8, 0).take(waiting)).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "5,4", "6,6", "7,7", "9,8", "11,8", "12,12", "15,15", "17,16"})
    void fillsUpBatchesThatAreNearlyFull(int waiting, int taken) {
        assertThat(batching(16, 0.25).take(waiting)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 8, 20, 32})
    void whateverIsTakenFitsAWarmBucket(int largest) {
        Batching batching = batching(largest, 0.25);
        for (int waiting = 1; waiting <= 2 * largest; waiting++) {
            int taken = batching.take(waiting);
            assertThat(taken).isBetween(1, waiting);
            assertThat(batching.bucket(taken)).isGreaterThanOrEqualTo(taken).isIn(batching.buckets());
        }
    }
}
