package io.faceward.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AccessConfiguration {

    /** Longer than a healthy database ever takes, shorter than a client notices. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Where the jobs of several processes share a PostgreSQL, the limits do too. */
    @Bean
    Buckets buckets(DataSource database, AccessProperties properties) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                    ? new SharedBuckets(database, properties, PATIENCE)
                    : new LocalBuckets(properties);
        }
    }

    @Bean
    Concurrency concurrency() {
        return new Concurrency();
    }
}
