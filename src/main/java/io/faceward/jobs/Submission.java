package io.faceward.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Work to be done.
 *
 * @param owner who may see the job: the name of the caller, or empty where nobody is told apart
 * @param key of the owner's choice, which makes equal submissions one job, or null
 */
@SuppressWarnings("ArrayRecordComponent")
public record Submission(
        String operation, String owner, @Nullable String key, Map<String, String> parameters, byte[] input) {

    /** SHA-256 of everything that the answer depends on, in hexadecimal digits. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text(operation));
            new TreeMap<>(parameters).forEach((name, value) -> {
                digest.update(text(name));
                digest.update(text(value));
            });
            return HexFormat.of().formatHex(digest.digest(input));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Ended by a zero, so that no two lists of words have the same bytes. */
    private static byte[] text(String word) {
        return (word + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
