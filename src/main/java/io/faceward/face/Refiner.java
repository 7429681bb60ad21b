package io.faceward.face;

import ai.djl.ndarray.types.Shape;
import io.faceward.image.Pixels;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The second stage of this project's own detector: looks at each candidate from near, in the photo as it is, says whether it
 * is a face and where exactly its box and landmarks are. Not thread-safe.
 */
final class Refiner implements AutoCloseable {

    /** Close-ups that the network sees at once, which bounds the memory. */
    private static final int BATCH = 64;

    private static final int PLANES = 3 * CloseUp.SIDE * CloseUp.SIDE;

    /** From how far a face is looked at again, in parts of the distance of the first look. */
    private static final float[] DISTANCES = {0.87f, 1, 1.15f};

    /** At each face again: from each distance, as it is and mirrored. */
    private static final int LOOKS = 2 * DISTANCES.length;

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
     * The faces among candidates of a photo, best first; of those that overlap the best only. Each is looked at again with the
     * face in the middle, from several distances, and mirrored, too, and is where those looks see it on the average: the first
     * look sees it from where a coarse candidate lay.
     */
    List<Face> refine(Pixels photo, List<Face> candidates) {
        List<Face> seen = look(
                photo,
                candidates.stream()
                        .map(candidate -> new Look(CloseUp.of(candidate), false))
                        .toList());
        List<Face> faces = Candidates.best(
                seen.stream().filter(face -> face.score() >= score).toList());
        List<Face> again = look(photo, faces.stream().flatMap(Refiner::looks).toList());
        return IntStream.range(0, faces.size())
                .mapToObj(i -> Face.mean(faces.get(i).score(), again.subList(i * LOOKS, (i + 1) * LOOKS)))
                .toList();
    }

    private static Stream<Look> looks(Face face) {
        return IntStream.range(0, LOOKS).mapToObj(i -> new Look(CloseUp.of(face, DISTANCES[i / 2]), i % 2 == 1));
    }

    /** A close-up as it is or turned round. */
    private record Look(CloseUp closeUp, boolean mirrored) {

        void draw(Pixels photo, float[] planes, int offset) {
            closeUp.draw(photo, planes, offset);
            if (mirrored) {
                mirror(planes, offset);
            }
        }

        Face out(Face face) {
            return closeUp.out(mirrored ? face.mirrored() : face);
        }
    }

    /** What is seen, a face for each look. */
    private List<Face> look(Pixels photo, List<Look> looks) {
        List<Face> faces = new ArrayList<>();
        for (int from = 0; from < looks.size(); from += BATCH) {
            List<Look> batch = looks.subList(from, Math.min(looks.size(), from + BATCH));
            float[] planes = new float[batch.size() * PLANES];
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).draw(photo, planes, i * PLANES);
            }
            float[] answer = answer(planes, batch.size());
            for (int i = 0; i < batch.size(); i++) {
                float[] row = Arrays.copyOfRange(answer, i * Candidates.VALUES, (i + 1) * Candidates.VALUES);
                faces.add(batch.get(i).out(Candidates.face(row, 1, 0)));
            }
        }
        return faces;
    }

    /** Turns every row of a close-up's planes round. */
    private static void mirror(float[] planes, int offset) {
        for (int row = offset; row < offset + PLANES; row += CloseUp.SIDE) {
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
