package io.faceward.training;

import static java.util.Objects.requireNonNull;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the teacher sees in every picture of some folders, found once and kept in one file: a row for each face with the
 * number of its picture, the box, the score and the landmarks.
 */
final class FaceLabels {

    private static final Logger LOG = LoggerFactory.getLogger(FaceLabels.class);

    /** Score from which the teacher's find is a face, as in the service; below, nobody knows. */
    static final float SURE = 0.7f;

    private static final String PICTURES = "pictures";
    private static final String FACES = "faces";
    private static final int ROW = 16;

    private FaceLabels() {}

    /**
     * The pictures that surely show a face, in the order of the folders and their files.
     *
     * @param file where labels are kept; those of other pictures than the folders' are found anew
     */
    static List<LabelledPicture> of(Path data, List<Path> folders, Path file, FaceDetector teacher) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            PortraitFiles.in(data.resolve(folder))
                    .forEach(path -> names.add(data.relativize(path).toString()));
        }
        Tensor rows = kept(file, names);
        if (rows == null) {
            rows = found(data, names, teacher);
            keep(rows, names, file);
        }
        List<LabelledPicture> pictures = pictures(data, names, rows);
        LOG.info("{} of {} pictures show faces", pictures.size(), names.size());
        if (pictures.isEmpty()) {
            throw new IOException("no faces in " + folders);
        }
        return pictures;
    }

    /** The rows of the file where it is about these pictures, else null. */
    private static @Nullable Tensor kept(Path file, List<String> names) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        Safetensors labels = Safetensors.read(file);
        return String.join("\n", names).equals(labels.metadata().get(PICTURES))
                ? requireNonNull(labels.tensors().get(FACES))
                : null;
    }

    private static void keep(Tensor rows, List<String> names, Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        new Safetensors(Map.of(FACES, rows), Map.of(PICTURES, String.join("\n", names))).write(temporary, false);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Tensor found(Path data, List<String> names, FaceDetector teacher) {
        List<float[]> rows = IntStream.range(0, names.size())
                .boxed()
                .flatMap(i -> teacher.detect(Pictures.read(data.resolve(names.get(i)))).stream()
                        .map(face -> row(i, face)))
                .toList();
        float[] values = new float[ROW * rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, ROW * i, ROW);
        }
        return new Tensor(values, rows.size(), ROW);
    }

    private static float[] row(int picture, Face face) {
        float[] row = new float[ROW];
        row[0] = picture;
        row[1] = face.x();
        row[2] = face.y();
        row[3] = face.width();
        row[4] = face.height();
        row[5] = face.score();
        for (int i = 0; i < face.landmarks().size(); i++) {
            row[6 + 2 * i] = face.landmarks().get(i).x();
            row[7 + 2 * i] = face.landmarks().get(i).y();
        }
        return row;
    }

    private static List<LabelledPicture> pictures(Path data, List<String> names, Tensor rows) {
        Map<Integer, List<Face>> faces = new TreeMap<>();
        for (int at = 0; at < rows.data().length; at += ROW) {
            float[] row = Arrays.copyOfRange(rows.data(), at, at + ROW);
            faces.computeIfAbsent((int) row[0], picture -> new ArrayList<>()).add(face(row));
        }
        return faces.entrySet().stream()
                .filter(entry -> entry.getValue().get(0).score() >= SURE)
                .map(entry -> new LabelledPicture(data.resolve(names.get(entry.getKey())), entry.getValue()))
                .toList();
    }

    private static Face face(float[] row) {
        List<Point> landmarks = IntStream.range(0, 5)
                .mapToObj(i -> new Point(row[6 + 2 * i], row[7 + 2 * i]))
                .toList();
        return new Face(row[1], row[2], row[3], row[4], row[5], landmarks);
    }
}
