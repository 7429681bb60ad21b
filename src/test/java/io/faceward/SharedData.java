package io.faceward;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The data that tests may use but the repository may not carry: faces, photographs, broken files, golden tensors.
 *
 * <p>It lies in the folder named by the environment variable {@code FACEWARD_SHARED}, by default {@code ../shared}. A
 * test that asks for something absent is skipped with a message that names it.
 */
public final class SharedData {

    private static final Path ROOT = Path.of(System.getenv().getOrDefault("FACEWARD_SHARED", "../shared"))
            .toAbsolutePath();

    private SharedData() {}

    /** A file or folder below {@code data/}, for instance {@code photos/couple.jpg}. */
    public static Path data(String relative) {
        return require(ROOT.resolve("data").resolve(relative));
    }

    /** A golden file, for instance {@code 01_idguard_generator.safetensors}. */
    public static Path golden(String name) {
        return require(ROOT.resolve("goldens").resolve(name));
    }

    private static Path require(Path path) {
        assumeTrue(Files.exists(path), () -> "needs " + path + " (set FACEWARD_SHARED)");
        return path;
    }
}
