package io.faceward.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Alignment;
import io.faceward.face.Face;
import io.faceward.face.Template;
import io.faceward.network.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The faces of one or more folders in memory, dealt out in batches.
 *
 * <p>A batch depends on nothing but the seed and the step, so a resumed run sees what the interrupted one would have
 * seen. Thread-safe once built.
 */
final class Faces {

    private final List<Portrait> portraits;
    private final boolean zoomed;

    /** The one dealt last, because shuffling anew for every face would cost more than reading it. */
    private volatile @Nullable Epoch epoch;

    private Faces(List<Portrait> portraits, boolean zoomed) {
        this.portraits = List.copyOf(portraits);
        this.zoomed = zoomed;
    }

    /**
     * Every picture of the folders as a whole, in the order of their names; those without a face are left out. Dealt zoomed in
     * by up to a quarter.
     */
    static Faces whole(Path data, List<Path> folders) throws IOException {
        return new Faces(read(data, folders, Portrait::of), true);
    }

    /** The face of every picture of the folders in its place; pictures without one are left out. */
    static Faces aligned(Path data, List<Path> folders) throws IOException {
        return aligned(read(data, folders, Portrait::aligned));
    }

    /** Faces in their place that are in memory already. */
    static Faces aligned(List<Portrait> portraits) {
        return new Faces(portraits, false);
    }

    private static List<Portrait> read(Path data, List<Path> folders, Function<FacePicture, Portrait> portrayed)
            throws IOException {
        List<Portrait> portraits = new ArrayList<>();
        for (Path folder : folders) {
            FacePictures.read(data, folder).stream().map(portrayed).forEach(portraits::add);
        }
        return portraits;
    }

    int count() {
        return portraits.size();
    }

    Portrait portrait(int index) {
        return portraits.get(index);
    }

    /** The next {@code n} faces: shuffled anew in every epoch, flipped at random. */
    Batch batch(NDManager manager, long seed, long step, int n) {
        return batch(manager, deal(seed, step, n));
    }

    /** The faces of {@link #batch(NDManager, long, long, int)}. */
    List<Portrait> deal(long seed, long step, int n) {
        List<Portrait> chosen = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            long position = step * n + i;
            var random = new SplittableRandom(seed * 1_000_003 + position);
            Portrait portrait = portraits.get(index(seed, position));
            portrait = zoomed ? portrait.zoomed(random) : portrait;
            chosen.add(random.nextBoolean() ? portrait.flipped() : portrait);
        }
        return chosen;
    }

    /** Portraits as arrays. */
    static Batch batch(NDManager manager, List<Portrait> portraits) {
        int n = portraits.size();
        int side = portraits.get(0).side();
        int size = 3 * side * side;
        float[] images = new float[n * size];
        float[] grids = new float[n * 6];
        float[] ovals = new float[n * size / 3];
        for (int i = 0; i < n; i++) {
            portraits.get(i).planar(images, i * size);
            List<Face.Point> landmarks = portraits.get(i).landmarks();
            System.arraycopy(Alignment.grid(Template.ARC_FACE, landmarks, side), 0, grids, i * 6, 6);
            Alignment.oval(landmarks, side, ovals, i * size / 3);
        }
        return new Batch(
                Upload.floats(manager, images, new Shape(n, 3, side, side)),
                Upload.floats(manager, grids, new Shape(n, 2, 3)),
                Upload.floats(manager, ovals, new Shape(n, 1, side, side)));
    }

    private int index(long seed, long position) {
        long epochSeed = seed * 31 + position / portraits.size();
        Epoch current = epoch;
        if (current == null || current.seed() != epochSeed) {
            current = Epoch.of(epochSeed, portraits.size());
            epoch = current;
        }
        return current.order().get((int) (position % portraits.size()));
    }

    /** The order in which an epoch deals its faces. */
    private record Epoch(long seed, List<Integer> order) {

        static Epoch of(long seed, int faces) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, faces).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            return new Epoch(seed, order);
        }
    }
}
