package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Template;
import io.faceward.network.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faces aligned for recognisers, dealt out in batches that depend on nothing but the seed and the step. A teacher can
 * embed any picture, so mixtures of two faces make people who are in no data, and coarse copies make poor photos.
 * Thread-safe.
 */
final class IdentityFaces {

    static final int SIDE = 112;

    private static final int KEPT = 124;
    private static final float MARGIN = (KEPT - SIDE) / 2f / SIDE;
    private static final double MIXED = 0.35;
    private static final double COARSE = 0.35;

    private final List<AlignedFace> faces = new ArrayList<>();

    /** All training faces. */
    IdentityFaces(Path data) throws IOException {
        Template wide = Template.ARC_FACE.withMargin(MARGIN);
        CelebA.squares(data)
                .forEach(square -> faces.add(AlignedFace.of(square, Template.CELEBA.pixels(CelebA.SIDE), wide, KEPT)));
        for (Path folder : FaceFolders.TRAIN) {
            for (FacePicture picture : FacePictures.read(data, folder)) {
                faces.add(AlignedFace.of(picture.pixels(), picture.face().landmarks(), wide, KEPT));
            }
        }
    }

    int count() {
        return faces.size();
    }

    /** {@code [N,3,112,112]} in [-1,1]. */
    NDArray batch(NDManager manager, SplittableRandom random, int n) {
        int size = 3 * SIDE * SIDE;
        float[] images = new float[n * size];
        float[] other = new float[size];
        for (int i = 0; i < n; i++) {
            draw(random).jittered(random, SIDE, images, i * size);
            if (random.nextDouble() < MIXED) {
                draw(random).jittered(random, SIDE, other, 0);
                float share = (float) random.nextDouble(0.25, 0.75);
                for (int k = 0; k < size; k++) {
                    images[i * size + k] = share * images[i * size + k] + (1 - share) * other[k];
                }
            }
            if (random.nextDouble() < COARSE) {
                coarsen(images, i * size, random.nextInt(2, 5));
            }
        }
        return Upload.floats(manager, images, new Shape(n, 3, SIDE, SIDE));
    }

    private AlignedFace draw(SplittableRandom random) {
        return faces.get(random.nextInt(faces.size()));
    }

    /** Blurs by a mean over {@code width} pixels in both directions. */
    private static void coarsen(float[] images, int offset, int width) {
        float[] line = new float[SIDE];
        for (int pass = 0; pass < 2 * 3 * SIDE; pass++) {
            int plane = offset + pass / 2 / SIDE * SIDE * SIDE;
            boolean row = pass % 2 == 0;
            int start = plane + pass / 2 % SIDE * (row ? SIDE : 1);
            int step = row ? 1 : SIDE;
            for (int i = 0; i < SIDE; i++) {
                line[i] = images[start + i * step];
            }
            for (int i = 0; i < SIDE; i++) {
                float sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += line[Math.min(Math.max(i + k - width / 2, 0), SIDE - 1)];
                }
                images[start + i * step] = sum / width;
            }
        }
    }
}
