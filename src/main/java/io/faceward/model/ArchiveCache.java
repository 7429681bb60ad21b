package io.faceward.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Networks packed for the engine, each under the hash of its weights and its content: another version of either gets a
 * file of its own. Safe for concurrent use, also by several processes.
 */
final class ArchiveCache {

    private final Path folder;

    ArchiveCache(Path folder) {
        this.folder = folder;
    }

    /** Writes an archive. */
    interface Writer {
        void write(Path file) throws IOException;
    }

    /**
     * The archive of a model, written if there is none yet.
     *
     * @param content what decides about its content, apart from the weights
     */
    Path archive(ModelCard card, String content, Writer writer) throws IOException {
        String key =
                Sha256.of(card.sha256().getBytes(StandardCharsets.US_ASCII), content.getBytes(StandardCharsets.UTF_8));
        Path archive = open().resolve("%s-%s.pt".formatted(card.id(), key.substring(0, 16)));
        if (!Files.exists(archive)) {
            Path temporary = Files.createTempFile(folder, card.id(), ".tmp");
            try {
                writer.write(temporary);
                Files.move(temporary, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        return archive;
    }

    private Path open() throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(folder);
    }
}
