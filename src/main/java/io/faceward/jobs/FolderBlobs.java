package io.faceward.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Files in a folder that nobody else may read. Thread-safe. */
final class FolderBlobs implements Blobs {

    private final Path folder;

    /** @param folder made if absent, for its owner alone where the file system knows owners */
    FolderBlobs(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        try {
            this.folder = Files.createDirectories(folder, ownerOnly);
        } catch (IOException failure) {
            throw new UncheckedIOException("Jobs cannot be kept in %s".formatted(folder), failure);
        }
    }

    @Override
    public void put(String key, byte[] bytes) {
        Path partial = partial(key);
        try {
            write(partial, bytes);
            Files.move(
                    partial, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(key)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(folder.resolve(key));
            Files.deleteIfExists(partial(key));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path partial(String key) {
        return folder.resolve(key + ".partial");
    }
}
