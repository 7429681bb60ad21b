package io.faceward.jobs;

import java.util.UUID;

/** With the embedded database. */
class JobsTests extends JobsContract {

    @Override
    String url() {
        return "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID());
    }
}
