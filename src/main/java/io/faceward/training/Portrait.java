package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.image.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A training picture of 256x256 with the five landmarks of its face.
 *
 * @param landmarks from left to right as the viewer sees them: eyes, nose, corners of the mouth
 * @param map which of its pixels tell who it is; null where nobody asked
 */
record Portrait(
        Pixels pixels, List<Face.Point> landmarks, @Nullable IdentityMap map) {

    static final int SIZE = 256;

    private static final int[] MIRRORED = {1, 0, 2, 4, 3};

    Portrait(Pixels pixels, List<Face.Point> landmarks) {
        this(pixels, landmarks, null);
    }

    /** A square picture, scaled. */
    static Portrait of(FacePicture picture) {
        Portrait given = new Portrait(picture.pixels(), picture.face().landmarks());
        return given.window(0, 0, picture.pixels().width());
    }

    Portrait with(IdentityMap map) {
        return new Portrait(pixels, landmarks, map);
    }

    /** A random window of at least three quarters of the side, enlarged to the whole. */
    Portrait zoomed(SplittableRandom random) {
        int side = random.nextInt(SIZE * 3 / 4, SIZE + 1);
        return window(random.nextInt(SIZE - side + 1), random.nextInt(SIZE - side + 1), side);
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
        for (int i = 0; i < SIZE * SIZE; i++) {
            int mirrored = i - i % SIZE + SIZE - 1 - i % SIZE;
            System.arraycopy(from, 3 * i, to, 3 * mirrored, 3);
        }
        UnaryOperator<Face.Point> mirrored = p -> new Face.Point(SIZE - p.x(), p.y());
        List<Face.Point> points =
                Arrays.stream(MIRRORED).mapToObj(landmarks::get).map(mirrored).toList();
        return new Portrait(new Pixels(SIZE, SIZE, to), points, map == null ? null : map.moved(mirrored, true));
    }

    /** Writes the picture as three planes in [-1,1]. */
    void planar(float[] to, int offset) {
        int plane = SIZE * SIZE;
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                to[offset + c * plane + i] = (pixels.rgb()[3 * i + c] & 0xff) / 127.5f - 1;
            }
        }
    }
}
