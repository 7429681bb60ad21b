package io.faceward.cli;

import io.faceward.image.ImageFormat;
import io.faceward.protect.ProtectedPhoto;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Where protected photos go: a folder in which no input and nothing of this run is ever replaced. For one thread. */
final class Destination {

    private final Path folder;
    private final boolean overwrite;
    private final Set<Path> taken = new HashSet<>();

    Destination(Path folder, boolean overwrite, List<Source> sources) {
        this.folder = folder;
        this.overwrite = overwrite;
        sources.forEach(source -> taken.add(real(source.file())));
    }

    /** Writes a photo in one step, so that no reader sees half of it, and returns its file. */
    Path write(Source source, ProtectedPhoto photo) throws IOException {
        Path target = folder.resolve(source.relative().resolveSibling(name(source.relative(), photo.format())));
        Files.createDirectories(target.toAbsolutePath().getParent());
        if (taken.contains(real(target))) {
            throw new FileAlreadyExistsException(target.toString(), null, "it is an input or was written by this run");
        }
        if (!overwrite && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "--overwrite replaces it");
        }
        // Not a temporary file of the JDK's making: those are private to their owner, and the photo would stay so.
        Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            Files.write(part, photo.bytes());
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        taken.add(real(target));
        return target;
    }

    /** Keeps the input's own spelling of an extension that fits the format, for instance {@code .JPEG}. */
    private static String name(Path input, ImageFormat format) {
        String name = input.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean fits = dot > 0
                && (extension.equals(format.extension()) || (format == ImageFormat.JPEG && extension.equals("jpeg")));
        return fits ? name : (dot > 0 ? name.substring(0, dot) : name) + "." + format.extension();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException absent) {
            return file.toAbsolutePath().normalize();
        }
    }
}
