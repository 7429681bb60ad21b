package io.faceward.jobs;

import java.util.UUID;

/** How the blobs of a job are called. */
final class BlobKeys {

    private BlobKeys() {}

    static String input(UUID job) {
        return job + ".input";
    }

    /** Every execution has one of its own, so that none overwrites what another wrote. */
    static String answer(UUID job, long execution) {
        return job + "." + execution;
    }
}
