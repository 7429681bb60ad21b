package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Networks packed for the engine, each under the hash of its weights, its source text and its precision: another version
 * of either gets a file of its own. Safe for concurrent use, also by several processes.
 */
final class ArchiveCache {

    private final Path folder;

    ArchiveCache(Path folder) {
        this.folder = folder;
    }

    Path archive(ModelCard card, Graph graph, Map<String, Tensor> weights, Precision precision) throws IOException {
        TorchScript form = TorchScript.forInference(precision, graph);
        String key = Sha256.of(
                card.sha256().getBytes(StandardCharsets.US_ASCII),
                (form + form.source(graph, weights)).getBytes(StandardCharsets.UTF_8));
        Path archive = open().resolve("%s-%s.pt".formatted(card.id(), key.substring(0, 16)));
        if (!Files.exists(archive)) {
            Path temporary = Files.createTempFile(folder, card.id(), ".tmp");
            try {
                form.write(graph, weights, temporary);
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
