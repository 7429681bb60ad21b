package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Upload;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faces with attributes, dealt out in batches that depend on nothing but the seed and the step. Immutable and
 * thread-safe.
 */
record LabelledFaces(List<LabelledFace> faces) {

    /**
     * Some faces.
     *
     * @param image {@code [N,3,S,S]} in [-1,1]
     * @param labels {@code [N,K]} in {0,1}
     */
    record Batch(NDArray image, NDArray labels) {}

    LabelledFaces {
        faces = List.copyOf(faces);
    }

    /** {@code n} faces drawn at random, each a random window of itself, mirrored every other time. */
    Batch batch(NDManager manager, SplittableRandom random, int n, int side) {
        float[] images = new float[n * 3 * side * side];
        float[] labels = new float[n * FaceAttributes.NAMES.size()];
        for (int i = 0; i < n; i++) {
            LabelledFace face = faces.get(random.nextInt(faces.size()));
            face.face().jittered(random, side, images, i * 3 * side * side);
            put(face, labels, i);
        }
        return batch(manager, images, labels, n, side);
    }

    /** The faces {@code [from, to)} as they are. */
    Batch range(NDManager manager, int from, int to, int side) {
        int n = to - from;
        float[] images = new float[n * 3 * side * side];
        float[] labels = new float[n * FaceAttributes.NAMES.size()];
        for (int i = 0; i < n; i++) {
            faces.get(from + i).face().planar(side, images, i * 3 * side * side);
            put(faces.get(from + i), labels, i);
        }
        return batch(manager, images, labels, n, side);
    }

    private static void put(LabelledFace face, float[] labels, int i) {
        System.arraycopy(face.labels(), 0, labels, i * face.labels().length, face.labels().length);
    }

    private static Batch batch(NDManager manager, float[] images, float[] labels, int n, int side) {
        return new Batch(
                Upload.floats(manager, images, new Shape(n, 3, side, side)),
                Upload.floats(manager, labels, new Shape(n, labels.length / n)));
    }
}
