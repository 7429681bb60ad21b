package io.faceward.training;

import io.faceward.face.AlignedCrop;
import io.faceward.face.Alignment;
import io.faceward.face.Face;
import io.faceward.face.Raster;
import io.faceward.face.Template;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A square training picture with the five landmarks of its face.
 *
 * @param landmarks from left to right as the viewer sees them: eyes, nose, corners of the mouth
 * @param map which of its pixels tell who it is; null where nobody asked
 */
record Portrait(
        Pixels pixels, List<Face.Point> landmarks, @Nullable IdentityMap map) {

    /** Side of whole pictures. */
    private static final int SIZE = 256;

    private static final int[] MIRRORED = {1, 0, 2, 4, 3};

    Portrait(Pixels pixels, List<Face.Point> landmarks) {
        this(pixels, landmarks, null);
    }

    /** A square picture, scaled. */
    static Portrait of(FacePicture picture) {
        Portrait given = new Portrait(picture.pixels(), picture.face().landmarks());
        return given.window(0, 0, picture.pixels().width());
    }

    /** The face in its place, as generators see it. */
    static Portrait aligned(FacePicture picture) {
        List<Face.Point> landmarks = picture.face().landmarks();
        Tensor cut = Alignment.cut(picture.pixels(), landmarks, AlignedCrop.TEMPLATE, AlignedCrop.SIDE);
        return new Portrait(Raster.of(cut), Alignment.inCut(landmarks, AlignedCrop.TEMPLATE, AlignedCrop.SIDE));
    }

    /** In pixels. */
    int side() {
        return pixels.width();
    }

    /** From the face in its place to the picture. */
    Affine place(Template template) {
        return Affine.of(Alignment.grid(template, landmarks, side()));
    }

    Portrait with(IdentityMap map) {
        return new Portrait(pixels, landmarks, map);
    }

    /** A random window of at least three quarters of the side, enlarged to the whole. */
    Portrait zoomed(SplittableRandom random) {
        int side = random.nextInt(side() * 3 / 4, side() + 1);
        return window(random.nextInt(side() - side + 1), random.nextInt(side() - side + 1), side);
    }

    private Portrait window(int x, int y, int side) {
        float scale = (float) SIZE / side;
        UnaryOperator<Face.Point> moved = p -> new Face.Point((p.x() - x) * scale, (p.y() - y) * scale);
        return new Portrait(
                scaled(x, y, side),
                landmarks.stream().map(moved).toList(),
                map == null ? null : map.moved(moved, false));
    }

    private Pixels scaled(int x, int y, int side) {
        if (side == SIZE && pixels.width() == SIZE) {
            return pixels;
        }
        return PortraitFiles.scaled(pixels, x, y, side, SIZE);
    }

    /** Mirrored left to right. */
    Portrait flipped() {
        byte[] from = pixels.rgb();
        byte[] to = new byte[from.length];
        int side = side();
        for (int i = 0; i < side * side; i++) {
            int mirrored = i - i % side + side - 1 - i % side;
            System.arraycopy(from, 3 * i, to, 3 * mirrored, 3);
        }
        UnaryOperator<Face.Point> mirrored = p -> new Face.Point(side - p.x(), p.y());
        List<Face.Point> points =
                Arrays.stream(MIRRORED).mapToObj(landmarks::get).map(mirrored).toList();
        return new Portrait(new Pixels(side, side, to), points, map == null ? null : map.moved(mirrored, true));
    }

    /** Writes the picture as three planes in [-1,1]. */
    void planar(float[] to, int offset) {
        int plane = side() * side();
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                to[offset + c * plane + i] = (pixels.rgb()[3 * i + c] & 0xff) / 127.5f - 1;
            }
        }
    }
}
