package io.faceward.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key. Of the key itself there is only the SHA-256: it has 256 bits of randomness, so a slow hash would
 * add nothing. Immutable.
 *
 * @param client whose key it is
 * @param sha256 of the key's ASCII, 32 bytes
 * @param expires the first day, in UTC, on which it is worth nothing, or null
 */
@SuppressWarnings("ArrayRecordComponent")
public record ApiKey(
        String client,
        Set<Scope> scopes,
        byte[] sha256,
        @Nullable LocalDate expires) {

    /** What secret scanners find keys by. */
    private static final String PREFIX = "faceward_";

    private static final int BYTES = 32;
    private static final String ALGORITHM = "sha256:";
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException for a client's name that is no word, or no scopes */
    public ApiKey {
        if (!CLIENT.matcher(client).matches()) {
            throw new IllegalArgumentException("a client is named by 1 to 100 of A-Z a-z 0-9 . _ @ -");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key needs a scope: " + slugs(EnumSet.allOf(Scope.class)));
        }
        scopes = Set.copyOf(scopes);
    }

    /** A key that nobody has. */
    public static String generate() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What is to be kept of a key. */
    public static ApiKey of(String key, String client, Set<Scope> scopes, @Nullable LocalDate expires) {
        return new ApiKey(client, scopes, digest(key), expires);
    }

    static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** In a time that does not depend on where the digests differ. */
    boolean matches(byte[] digest) {
        return MessageDigest.isEqual(sha256, digest);
    }

    boolean expired(LocalDate today) {
        return expires != null && !today.isBefore(expires);
    }

    /** The line of a key file. */
    public String line() {
        String line = "%s %s %s%s"
                .formatted(client, slugs(scopes), ALGORITHM, HexFormat.of().formatHex(sha256));
        return expires == null ? line : line + " " + expires;
    }

    /**
     * Reads a line of a key file: client, scopes separated by commas, hash, and perhaps the day on which it expires.
     *
     * @throws IllegalArgumentException that tells what is wrong, without the hash
     */
    static ApiKey parse(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        if (words.size() < 3 || words.size() > 4) {
            throw new IllegalArgumentException("a line is: client scopes sha256:hash [expiry]");
        }
        return new ApiKey(
                words.get(0), scopes(words.get(1)), hash(words.get(2)), words.size() == 3 ? null : day(words.get(3)));
    }

    /**
     * Reads scopes that are separated by commas.
     *
     * @throws IllegalArgumentException for one that there is not
     */
    public static Set<Scope> scopes(String text) {
        return Arrays.stream(text.split(","))
                .map(slug -> Scope.of(slug.strip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "scopes are some of " + slugs(EnumSet.allOf(Scope.class)))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    private static byte[] hash(String text) {
        if (!text.matches(ALGORITHM + "[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the hash is sha256: and 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(text.substring(ALGORITHM.length()));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "the expiry is a day such as " + LocalDate.now(ZoneOffset.UTC), malformed);
        }
    }

    private static String slugs(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::slug).collect(Collectors.joining(","));
    }
}
