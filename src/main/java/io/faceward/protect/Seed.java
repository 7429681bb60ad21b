package io.faceward.protect;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where the randomness of a request starts. */
final class Seed {

    private Seed() {}

    /** The seed asked for, or one that depends on the upload alone so that equal requests get equal bytes. */
    static long of(Settings settings, byte[] upload) {
        return settings.seed() != null ? settings.seed() : derived(upload);
    }

    private static long derived(byte[] upload) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(upload);
            return ByteBuffer.wrap(digest).getLong() & Parameters.MAX_SEED;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
