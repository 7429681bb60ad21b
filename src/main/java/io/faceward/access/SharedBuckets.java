package io.faceward.access;

import io.faceward.access.AccessProperties.Limit;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets that all processes on a PostgreSQL database share. While the database does not answer, every process counts for
 * itself. Thread-safe.
 */
final class SharedBuckets implements Buckets {

    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);

    /** What a bucket that is full again is kept for. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** How long nobody waits for a database that did not answer. */
    private static final Duration ALONE = Duration.ofSeconds(30);

    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final int SWEPT_AT_ONCE = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final AccessProperties properties;
    private final Buckets alone;
    private final AtomicLong swept = new AtomicLong(System.nanoTime());
    private volatile long failed = System.nanoTime() - ALONE.toNanos();

    SharedBuckets(DataSource database, AccessProperties properties, Duration patience) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("access_bucket")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .requestTimeout(patience)
                .build();
        this.properties = properties;
        this.alone = new LocalBuckets(properties);
    }

    @Override
    public ConsumptionProbe take(String client) {
        if (System.nanoTime() - failed < ALONE.toNanos()) {
            return alone.take(client);
        }
        try {
            sweep();
            Limit limit = properties.limit(client);
            return buckets.getProxy(key(client, limit), () -> Buckets.configuration(limit))
                    .tryConsumeAndReturnRemaining(1);
        } catch (RuntimeException failure) {
            failed = System.nanoTime();
            log.warn("The database of the limits does not answer; this process counts for itself", failure);
            return alone.take(client);
        }
    }

    /** A bucket keeps the limit that it was made with, so another limit is another bucket. */
    private static String key(String client, Limit limit) {
        return "%s %d %s".formatted(client, limit.requests(), limit.period());
    }

    /** Once in a while, on the request that happens to come: a few milliseconds need no thread of their own. */
    private void sweep() {
        long last = swept.get();
        long now = System.nanoTime();
        if (now - last > SWEEP.toNanos() && swept.compareAndSet(last, now)) {
            buckets.removeExpired(SWEPT_AT_ONCE);
        }
    }
}
