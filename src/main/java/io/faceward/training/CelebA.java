package io.faceward.training;

import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** CelebA's faces at half size with their attributes (Liu et al., ICCV 2015). */
final class CelebA {

    /** As model cards tell it. */
    static final String TERMS = "CelebA non-commercial research";

    private static final Path FOLDER = Path.of("faces/celeba89x109");

    /** First row of the central square. */
    private static final int TOP = 10;

    /** Of its central squares, in pixels. */
    static final int SIDE = 89;

    /** One person in so many is kept for measuring. */
    private static final int HELD_OUT = 16;

    private CelebA() {}

    /** The faces of the people to train on. */
    static List<LabelledFace> training(Path data) throws IOException {
        return read(data, false);
    }

    /** The faces of the other people, about 560. */
    static List<LabelledFace> heldOut(Path data) throws IOException {
        return read(data, true);
    }

    /** The central squares of the faces to train on. */
    static List<Pixels> squares(Path data) throws IOException {
        List<Pixels> squares = new ArrayList<>();
        forEach(data, false, (square, labels) -> squares.add(square));
        return squares;
    }

    private static List<LabelledFace> read(Path data, boolean heldOut) throws IOException {
        List<LabelledFace> faces = new ArrayList<>();
        forEach(data, heldOut, (square, labels) -> faces.add(LabelledFace.of(square, labels)));
        return faces;
    }

    private static void forEach(Path data, boolean heldOut, BiConsumer<Pixels, float[]> face) throws IOException {
        Path folder = data.resolve(FOLDER.toString());
        List<String> lines = Files.readAllLines(folder.resolve("attributes.csv"));
        List<String> header = Arrays.asList(lines.get(0).split(","));
        int identity = header.indexOf("identity");
        int[] columns =
                FaceAttributes.CELEBA_COLUMNS.stream().mapToInt(header::indexOf).toArray();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            if (heldOut == (Integer.parseInt(cells[identity]) % HELD_OUT == 0)) {
                float[] labels = new float[columns.length];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = Float.parseFloat(cells[columns[i]]);
                }
                Pixels picture = PortraitFiles.read(folder.resolve("train").resolve(cells[header.indexOf("file")]));
                face.accept(picture.region(0, TOP, SIDE, SIDE), labels);
            }
        }
    }
}
