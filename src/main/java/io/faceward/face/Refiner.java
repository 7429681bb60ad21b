package io.faceward.face;

import ai.djl.ndarray.types.Shape;
import io.faceward.image.Pixels;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * The faces among candidates of a photo, best first; of those that overlap the best only. Each is looked at twice more
     * with the face in the middle, once mirrored, and is where those two looks see it on the average: the first look sees it
     * from where a coarse candidate lay.
     */
    List<Face> refine(Pixels photo, List<Face> candidates) {
        List<Face> faces = Candidates.best(look(photo, candidates, false).stream()
                .filter(face -> face.score() >= score)
                .toList());
        List<Face> plain = look(photo, faces, false);
        List<Face> mirrored = look(photo, faces, true);
        return IntStream.range(0, faces.size())
                .mapToObj(i -> plain.get(i)
                        .between(mirrored.get(i))
                        .withScore(faces.get(i).score()))
                .toList();
    }

    private List<Face> look(Pixels photo, List<Face> candidates, boolean mirrored) {
        List<Face> faces = new ArrayList<>();
        for (int from = 0; from < candidates.size(); from += BATCH) {
            faces.addAll(batch(photo, candidates.subList(from, Math.min(candidates.size(), from + BATCH)), mirrored));
        }
        return faces;
    }

    private List<Face> batch(Pixels photo, List<Face> candidates, boolean mirrored) {
        int n = candidates.size();
        List<CloseUp> closeUps = candidates.stream().map(CloseUp::of).toList();
        float[] planes = new float[n * PLANES];
        for (int i = 0; i < n; i++) {
            closeUps.get(i).draw(photo, planes, i * PLANES);
        }
        if (mirrored) {
            mirror(planes);
        }
        float[] answer = answer(planes, n);
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] row = Arrays.copyOfRange(answer, i * Candidates.VALUES, (i + 1) * Candidates.VALUES);
            Face face = Candidates.face(row, 1, 0);
            faces.add(closeUps.get(i).out(mirrored ? face.mirrored() : face));
        }
        return faces;
    }

    /** Turns every row of the planes round. */
    private static void mirror(float[] planes) {
        for (int row = 0; row < planes.length; row += CloseUp.SIDE) {
            for (int i = 0; i < CloseUp.SIDE / 2; i++) {
                float left = planes[row + i];
                planes[row + i] = planes[row + CloseUp.SIDE - 1 - i];
                planes[row + CloseUp.SIDE - 1 - i] = left;
            }
        }
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
