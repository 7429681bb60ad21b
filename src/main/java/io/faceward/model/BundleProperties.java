package io.faceward.model;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where models come from. Immutable.
 *
 * @param folder a folder with a {@code bundle.json} and weights of its own; its models are added to those of the jar and
 *     replace those with the same id
 * @param cache folder for networks packed for the engine; it must be writable by this service and by nobody else,
 *     because what lies in it is executed
 */
@ConfigurationProperties("faceward.bundle")
public record BundleProperties(@Nullable Path folder, Path cache) {

    /** {@code cache} may be absent: then it is {@code .cache/faceward} in the user's home. */
    public BundleProperties {
        cache = Objects.requireNonNullElseGet(
                cache, () -> Path.of(System.getProperty("user.home"), ".cache", "faceward"));
    }
}
