package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads folders of pictures with their faces: from {@code <folder>.faces.csv} where {@link FaceArchive} has left one, else
 * by detection.
 */
final class FacePictures {

    private static final Logger LOG = LoggerFactory.getLogger(FacePictures.class);
    private static final String INDEX = ".faces.csv";

    private FacePictures() {}

    /**
     * The pictures of a folder in the order of their names, without those that show no face.
     *
     * @param data root of the data
     * @param folder below it
     */
    static List<FacePicture> read(Path data, Path folder) throws IOException {
        Path pictures = data.resolve(folder.toString());
        Path index = data.resolve(folder + INDEX);
        List<FacePicture> found = new ArrayList<>();
        int without = 0;
        try (Faces faces = Files.exists(index) ? new Known(index) : new Detected(Teachers.detector(data))) {
            for (Path file : PortraitFiles.in(pictures)) {
                String name = file.getFileName().toString();
                Pixels pixels = PortraitFiles.read(file);
                List<Face> all = faces.of(name, pixels);
                if (all.isEmpty()) {
                    without++;
                } else {
                    found.add(new FacePicture(name, pixels, portrayed(all, pixels)));
                }
            }
        }
        LOG.info("{}: {} faces, {} pictures without one", folder, found.size(), without);
        if (found.isEmpty()) {
            throw new IOException("no faces in " + pictures);
        }
        return found;
    }

    /** Whom the picture is of, and by whose name it goes: people behind stand at its edges. */
    private static Face portrayed(List<Face> faces, Pixels pixels) {
        return Collections.min(
                faces,
                Comparator.comparingDouble(face -> Math.hypot(
                        face.x() + face.width() / 2 - pixels.width() / 2.0,
                        face.y() + face.height() / 2 - pixels.height() / 2.0)));
    }

    /** Writes the index that {@link #read} looks for first. */
    static void writeIndex(Path data, Path folder, List<FacePicture> pictures) throws IOException {
        List<String> lines = new ArrayList<>();
        for (FacePicture picture : pictures) {
            Face face = picture.face();
            StringBuilder line = new StringBuilder(picture.file());
            for (float value : new float[] {face.x(), face.y(), face.width(), face.height(), face.score()}) {
                line.append(',').append(value);
            }
            for (Point point : face.landmarks()) {
                line.append(',').append(point.x()).append(',').append(point.y());
            }
            lines.add(line.toString());
        }
        Files.write(data.resolve(folder + INDEX), lines);
    }

    private sealed interface Faces extends AutoCloseable {

        List<Face> of(String file, Pixels pixels);

        @Override
        void close();
    }

    private record Detected(FaceDetector detector) implements Faces {

        @Override
        public List<Face> of(String file, Pixels pixels) {
            return detector.detect(pixels);
        }

        @Override
        public void close() {
            detector.close();
        }
    }

    private static final class Known implements Faces {

        private final Map<String, Face> faces = new LinkedHashMap<>();

        Known(Path index) throws IOException {
            for (String line : Files.readAllLines(index)) {
                String[] cells = line.split(",");
                float[] v = new float[cells.length - 1];
                for (int i = 0; i < v.length; i++) {
                    v[i] = Float.parseFloat(cells[i + 1]);
                }
                List<Point> landmarks = new ArrayList<>();
                for (int i = 5; i < v.length; i += 2) {
                    landmarks.add(new Point(v[i], v[i + 1]));
                }
                faces.put(cells[0], new Face(v[0], v[1], v[2], v[3], v[4], landmarks));
            }
        }

        @Override
        public List<Face> of(String file, Pixels pixels) {
            Face face = faces.get(file);
            return face == null ? List.of() : List.of(face);
        }

        @Override
        public void close() {}
    }
}
