package io.faceward.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a manifest and its weights lie. */
sealed interface BundleSource {

    /** The whole content of a file of the bundle. */
    byte[] read(String file) throws IOException;

    /** The resources of the jar. */
    record Jar() implements BundleSource {

        @Override
        public byte[] read(String file) throws IOException {
            try (InputStream in = BundleSource.class.getResourceAsStream("/bundle/" + file)) {
                if (in == null) {
                    throw new NoSuchFileException("bundle/" + file);
                }
                return in.readAllBytes();
            }
        }

        @Override
        public String toString() {
            return "the jar's bundle";
        }
    }

    /** A folder of the operator. */
    record Folder(Path folder) implements BundleSource {

        @Override
        public byte[] read(String file) throws IOException {
            Path path = folder.resolve(file).normalize();
            if (!path.startsWith(folder.normalize())) {
                throw new NoSuchFileException(file);
            }
            return Files.readAllBytes(path);
        }

        @Override
        public String toString() {
            return "bundle " + folder;
        }
    }
}
