package io.faceward.jobs;

import java.util.Optional;

/**
 * Where the inputs and answers of jobs lie, seen by every replica. Implementations are safe for concurrent use. What fails
 * does so with an unchecked exception.
 */
interface Blobs extends AutoCloseable {

    /**
     * Stores bytes; when it returns they outlive the process.
     *
     * @param key letters, digits, hyphens and dots
     */
    void put(String key, byte[] bytes);

    /** The bytes, or empty if there are none. */
    Optional<byte[]> get(String key);

    /** Deletes bytes if there are any. */
    void delete(String key);

    @Override
    default void close() {}
}
