package io.faceward.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file that changes while the service runs. A file that cannot be read any more, or is malformed, changes
 * nothing: clients keep the keys that they have. Thread-safe; the owner closes it.
 */
public final class KeyFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

    private final Path file;
    private final ScheduledExecutorService timer;
    private volatile ApiKeys keys;
    private @Nullable FileTime seen;

    private KeyFile(Path file, ApiKeys keys, @Nullable FileTime seen) {
        this.file = file;
        this.keys = keys;
        this.seen = seen;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "access-keys");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the keys and looks for others from then on.
     *
     * @throws AccessMisconfiguredException if the file cannot be read or understood
     */
    public static KeyFile watch(Path file, Duration interval) {
        try {
            FileTime seen = Files.getLastModifiedTime(file);
            KeyFile watched = new KeyFile(file, ApiKeys.read(file), seen);
            var unused = watched.timer.scheduleWithFixedDelay(
                    watched::reload, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
            return watched;
        } catch (IOException unreadable) {
            throw ApiKeys.malformed("%s cannot be read: %s".formatted(file, unreadable));
        }
    }

    /** The newest keys. */
    public ApiKeys keys() {
        return keys;
    }

    /** Links are followed: a secret that Kubernetes mounts is exchanged by turning one. */
    private void reload() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (modified.equals(seen)) {
                return;
            }
            seen = modified;
            keys = ApiKeys.read(file);
            log.info("{} has {} keys now", file, keys.size());
        } catch (IOException | RuntimeException failure) {
            log.error("The keys stay as they were: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
