package io.faceward.training;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training data in one compact file, so that a run moves to another machine in one copy: a ZIP of the same folders
 * with pictures compressed anew, faces already found, and the teachers' weights. Reading it needs no native library.
 */
public final class FaceArchive {

    /** Faces of CelebA are small and come aligned: they are copied as they are. */
    private static final Path CELEBA = Path.of("faces/celeba89x109");

    private static final List<Path> TEACHERS = List.of(Path.of("weights/recogniser"), Path.of("weights/landmarks"));

    private FaceArchive() {}

    /** The root of the data: the folder itself, or the inside of an archive, which stays open as long as the process. */
    public static Path open(Path data) throws IOException {
        if (Files.isDirectory(data)) {
            return data;
        }
        FileSystem inside = FileSystems.newFileSystem(data);
        return inside.getPath("/");
    }

    /**
     * Packs everything that the trainers read.
     *
     * @param quality of the JPEG files, in (0,1]
     */
    public static void pack(Path data, Path archive, float quality) throws IOException {
        Files.deleteIfExists(archive);
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path root = zip.getPath("/");
            for (Path folder : FaceFolders.ALL) {
                List<FacePicture> pictures = FacePictures.read(data, folder);
                Path to = Files.createDirectories(root.resolve(folder.toString()));
                for (FacePicture picture : pictures) {
                    PortraitFiles.write(picture.pixels(), quality, to.resolve(picture.file()));
                }
                FacePictures.writeIndex(root, folder, pictures);
            }
            copy(data, CELEBA, root);
            for (Path teacher : TEACHERS) {
                copy(data, teacher, root);
            }
        }
    }

    private static void copy(Path data, Path folder, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = root.resolve(data.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }
}
