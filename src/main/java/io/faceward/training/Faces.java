package io.faceward.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The faces of one or more folders in memory, dealt out in batches.
 *
 * <p>A batch depends on nothing but the seed and the step, so a resumed run sees what the interrupted one would have
 * seen. Thread-safe once built.
 */
final class Faces {

    private static final Logger LOG = LoggerFactory.getLogger(Faces.class);

    private final List<Portrait> portraits = new ArrayList<>();

    /** Reads every picture of the folders, in the order of their names; those without a face are left out. */
    Faces(List<Path> folders, FaceDetector detector) throws IOException {
        int without = 0;
        for (Path folder : folders) {
            for (Path file : Portrait.files(folder)) {
                Pixels pixels = Portrait.read(file);
                List<Face> found = detector.detect(pixels);
                if (found.isEmpty()) {
                    without++;
                } else {
                    portraits.add(new Portrait(pixels, found.get(0).landmarks()));
                }
            }
        }
        LOG.info("{} faces, {} pictures without one", portraits.size(), without);
        if (portraits.isEmpty()) {
            throw new IOException("no faces in " + folders);
        }
    }

    int count() {
        return portraits.size();
    }

    Portrait portrait(int index) {
        return portraits.get(index);
    }

    /** The next {@code n} faces: shuffled anew in every epoch, flipped at random, zoomed in by up to a quarter. */
    Batch batch(NDManager manager, long seed, long step, int n) {
        List<Portrait> chosen = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            long position = step * n + i;
            var random = new SplittableRandom(seed * 1_000_003 + position);
            Portrait portrait = portraits.get(index(seed, position)).zoomed(random);
            chosen.add(random.nextBoolean() ? portrait.flipped() : portrait);
        }
        return batch(manager, chosen);
    }

    /** Portraits as arrays. */
    static Batch batch(NDManager manager, List<Portrait> portraits) {
        int n = portraits.size();
        int size = 3 * Portrait.SIZE * Portrait.SIZE;
        float[] images = new float[n * size];
        float[] grids = new float[n * 6];
        for (int i = 0; i < n; i++) {
            portraits.get(i).planar(images, i * size);
            System.arraycopy(Alignment.grid(portraits.get(i).landmarks(), Portrait.SIZE), 0, grids, i * 6, 6);
        }
        return new Batch(
                manager.create(images, new Shape(n, 3, Portrait.SIZE, Portrait.SIZE)),
                manager.create(grids, new Shape(n, 2, 3)));
    }

    private int index(long seed, long position) {
        long epoch = position / portraits.size();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, portraits.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed * 31 + epoch));
        return order.get((int) (position % portraits.size()));
    }
}
