package io.faceward.jobs;

import org.junit.jupiter.api.extension.RegisterExtension;

/** With a real PostgreSQL. */
class PostgresJobsIT extends JobsContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    String url() {
        return POSTGRES.create();
    }
}
