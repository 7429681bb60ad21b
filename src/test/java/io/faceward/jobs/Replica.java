package io.faceward.jobs;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs of one process, without the rest of the service. */
final class Replica implements AutoCloseable {

    final FakeHandler handler = new FakeHandler();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final JdbcClient jdbc;
    final Blobs blobs;
    final Claims claims;
    final Retention retention;
    final JobRunner runner;
    final Jobs jobs;
    private final JobQueue queue;
    private final HikariDataSource database = new HikariDataSource();

    /** It waits for {@link #start}. */
    Replica(String url, Path folder, Map<String, ?> changed) {
        database.setJdbcUrl(url);
        database.setMaximumPoolSize(8);
        Flyway.configure().dataSource(database).load().migrate();
        JobProperties properties = properties(folder, changed);
        jdbc = JdbcClient.create(database);
        var transactions = new JdbcTransactionManager(database);
        JobsConfiguration configuration = new JobsConfiguration();
        blobs = configuration.blobs(properties);
        claims = new Claims(jdbc, new TransactionTemplate(transactions), properties);
        retention = configuration.retention(jdbc, blobs, properties);
        runner = configuration.jobRunner(List.of(handler), jdbc, transactions, blobs, retention, properties, meters);
        queue = configuration.jobQueue(database, runner, retention, properties);
        jobs = configuration.jobs(jdbc, transactions, queue, runner, blobs, retention, properties, meters);
    }

    static JobProperties properties(Path folder, Map<String, ?> changed) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "folder", folder.toString(),
                "poll", "50ms",
                "pulse", "10ms",
                "dead-after", "1200ms",
                "retry-delay", "50ms"));
        values.putAll(changed);
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("", JobProperties.class)
                .get();
    }

    Replica start() {
        queue.start();
        return this;
    }

    /** As SIGTERM does it. */
    void stop() {
        queue.stop();
    }

    @Override
    public void close() {
        if (queue.isRunning()) {
            stop();
        }
        blobs.close();
        database.close();
    }
}
