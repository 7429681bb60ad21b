package io.faceward.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What holds wherever the tokens lie. */
abstract class BucketsContract {

    static final AccessProperties PROPERTIES = new Binder(new MapConfigurationPropertySource(Map.of(
                    "limit.requests", "3",
                    "limit.period", "1h",
                    "limits.quick.requests", "10",
                    "limits.quick.period", "1s")))
            .bindOrCreate("", AccessProperties.class);

    abstract Buckets buckets();

    @Test
    void aClientHasWhatItMayAskForAndTheOthersHaveTheirs() {
        Buckets buckets = buckets();

        for (int left = 2; left >= 0; left--) {
            ConsumptionProbe probe = buckets.take("shop");
            assertThat(probe.isConsumed()).isTrue();
            assertThat(probe.getRemainingTokens()).isEqualTo(left);
        }
        ConsumptionProbe refused = buckets.take("shop");
        assertThat(refused.isConsumed()).isFalse();
        assertThat(Duration.ofNanos(refused.getNanosToWaitForRefill()))
                .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
        assertThat(buckets.take("forum").isConsumed()).isTrue();
    }

    @Test
    void requestsBecomeFreeOneByOne() throws InterruptedException {
        Buckets buckets = buckets();
        while (buckets.take("quick").isConsumed()) {}

        Thread.sleep(200);

        assertThat(buckets.take("quick").isConsumed()).isTrue();
    }
}
