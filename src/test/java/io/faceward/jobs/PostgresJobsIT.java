package io.faceward.jobs;

import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a real PostgreSQL. */
class PostgresJobsIT extends JobsContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    String url() {
        String name = "jobs_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return POSTGRES.url(name);
    }
}
