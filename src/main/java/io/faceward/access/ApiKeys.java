package io.faceward.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a file, with a line for each; empty lines and those that begin with {@code #} say nothing. A client may have
 * several keys, so that a new one is handed out before the old one goes. Immutable.
 */
public final class ApiKeys {

    private final List<ApiKey> keys;

    private ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a file.
     *
     * @throws AccessMisconfiguredException for a line that is none, or no key at all
     * @throws IOException if it cannot be read
     */
    static ApiKeys read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(parse(file, i + 1, line));
            }
        }
        if (keys.isEmpty()) {
            throw malformed("%s has no key".formatted(file));
        }
        return new ApiKeys(keys);
    }

    private static ApiKey parse(Path file, int number, String line) {
        try {
            return ApiKey.parse(line);
        } catch (IllegalArgumentException malformed) {
            throw malformed("%s, line %d: %s".formatted(file, number, malformed.getMessage()));
        }
    }

    static AccessMisconfiguredException malformed(String what) {
        return new AccessMisconfiguredException(
                what, "The command 'faceward key --client NAME --scopes protect' makes a key and its line.");
    }

    /** What is kept of a key, if it is known and has not expired. Compares with every key, whether one was found or not. */
    public Optional<ApiKey> find(String key) {
        byte[] digest = ApiKey.digest(key);
        ApiKey found = null;
        for (ApiKey candidate : keys) {
            found = candidate.matches(digest) ? candidate : found;
        }
        return Optional.ofNullable(found).filter(known -> !known.expired(LocalDate.now(ZoneOffset.UTC)));
    }

    int size() {
        return keys.size();
    }
}
