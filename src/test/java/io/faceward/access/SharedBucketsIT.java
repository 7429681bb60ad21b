package io.faceward.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.faceward.jobs.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a real PostgreSQL. */
class SharedBucketsIT extends BucketsContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private final HikariDataSource database = new HikariDataSource();

    @BeforeEach
    void open() {
        database.setJdbcUrl(POSTGRES.create());
        database.setConnectionTimeout(250);
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    Buckets buckets() {
        return new SharedBuckets(database, PROPERTIES, Duration.ofSeconds(10));
    }

    @Test
    void replicasShareWhatAClientMayAskFor() throws Exception {
        List<Buckets> replicas = List.of(buckets(), buckets());
        AtomicInteger taken = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(6);
        for (int i = 0; i < 12; i++) {
            Buckets replica = replicas.get(i % 2);
            clients.execute(() -> taken.addAndGet(replica.take("shop").isConsumed() ? 1 : 0));
        }
        clients.shutdown();
        assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(taken).hasValue(3);
    }

    @Test
    void withoutTheDatabaseEveryProcessCountsForItself() {
        Buckets buckets = buckets();
        assertThat(buckets.take("shop").getRemainingTokens()).isEqualTo(2);

        database.close();

        assertThat(buckets.take("shop").getRemainingTokens()).isEqualTo(2);
        assertThat(buckets.take("shop").getRemainingTokens()).isEqualTo(1);
    }
}
