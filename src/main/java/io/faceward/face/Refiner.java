package io.faceward.face;

import ai.djl.ndarray.types.Shape;
import io.faceward.image.Pixels;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The second stage of this project's own detector: looks at each candidate from near, in the photo as it is, says whether it
 * is a face and where exactly its box and landmarks are. Not thread-safe.
 */
final class Refiner implements AutoCloseable {

    /** Close-ups that the network sees at once, which bounds the memory. */
    private static final int BATCH = 64;

    private static final int PLANES = 3 * CloseUp.SIDE * CloseUp.SIDE;

    private final Stage stage;
    private final float score;

    /**
     * Takes the network over, and tries it.
     *
     * @param score least score of a face
     */
    Refiner(TorchModule network, float score) {
        this.stage = new Stage(network);
        this.score = score;
        float[] unused = answer(new float[PLANES], 1);
    }

    /** The faces among candidates of a photo, best first; of those that overlap the best only. */
    List<Face> refine(Pixels photo, List<Face> candidates) {
        List<Face> faces = new ArrayList<>();
        for (int from = 0; from < candidates.size(); from += BATCH) {
            batch(photo, candidates.subList(from, Math.min(candidates.size(), from + BATCH)))
                    .filter(face -> face.score() >= score)
                    .forEach(faces::add);
        }
        return Candidates.best(faces);
    }

    private Stream<Face> batch(Pixels photo, List<Face> candidates) {
        int n = candidates.size();
        List<CloseUp> closeUps = candidates.stream().map(CloseUp::of).toList();
        float[] planes = new float[n * PLANES];
        for (int i = 0; i < n; i++) {
            closeUps.get(i).draw(photo, planes, i * PLANES);
        }
        float[] answer = answer(planes, n);
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] row = Arrays.copyOfRange(answer, i * Candidates.VALUES, (i + 1) * Candidates.VALUES);
            faces.add(closeUps.get(i).out(Candidates.face(row, 1, 0)));
        }
        return faces.stream();
    }

    /** {@code [N,15]}, one row after the other. */
    private float[] answer(float[] planes, int n) {
        return stage.answer(manager -> Upload.floats(manager, planes, new Shape(n, 3, CloseUp.SIDE, CloseUp.SIDE)))
                .data();
    }

    @Override
    public void close() {
        stage.close();
    }
}
