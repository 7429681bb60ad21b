package io.faceward.training;

import io.faceward.face.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Pairs of LFW's test faces, 300 of the same person and 300 of different ones. There are only 204 pairs of different photos
 * of one person; the others show one of the two photos mirrored.
 */
final class VerificationPairs {

    private static final int PAIRS = 300;
    private static final int FOLDS = 10;
    private static final long SEED = 7;
    private static final Path FOLDER = FaceFolders.TEST.get(1);

    private final List<AlignedFace> faces = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();

    /** Two faces by their numbers. */
    private record Pair(int a, int b, boolean mirrored, boolean same) {}

    VerificationPairs(Path data) throws IOException {
        List<String> persons = new ArrayList<>();
        for (FacePicture picture : FacePictures.read(data, FOLDER)) {
            faces.add(AlignedFace.of(
                    picture.pixels(), picture.face().landmarks(), Template.ARC_FACE, IdentityFaces.SIDE));
            persons.add(picture.file().replaceFirst("_\\d+\\..*", ""));
        }
        List<Pair> same = new ArrayList<>();
        List<Pair> different = new ArrayList<>();
        for (int a = 0; a < persons.size(); a++) {
            for (int b = a + 1; b < persons.size(); b++) {
                boolean one = persons.get(a).equals(persons.get(b));
                (one ? same : different).add(new Pair(a, b, false, one));
            }
        }
        Collections.shuffle(same, new Random(SEED));
        Collections.shuffle(different, new Random(SEED));
        for (int i = 0; i < PAIRS; i++) {
            Pair pair = same.get(i % same.size());
            pairs.add(new Pair(pair.a(), pair.b(), i >= same.size(), true));
            pairs.add(different.get(i % different.size()));
        }
    }

    List<AlignedFace> faces() {
        return faces;
    }

    /**
     * Part of the pairs told rightly by the cosine of embeddings; the threshold of each tenth is that of the other nine
     * tenths, as LFW's protocol has it (Huang et al., 2007).
     *
     * @param embeddings unit vectors of {@link #faces()} and of their mirror images
     */
    double accuracy(List<float[]> embeddings, List<float[]> mirrored) {
        double[] similarity = pairs.stream()
                .mapToDouble(pair ->
                        cosine(embeddings.get(pair.a()), (pair.mirrored() ? mirrored : embeddings).get(pair.b())))
                .toArray();
        int right = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            double threshold = threshold(similarity, fold);
            for (int i = 0; i < similarity.length; i++) {
                right += i / 2 % FOLDS == fold
                                && similarity[i] > threshold == pairs.get(i).same()
                        ? 1
                        : 0;
            }
        }
        return (double) right / similarity.length;
    }

    private double threshold(double[] similarity, int left) {
        double best = 0;
        int most = -1;
        for (double candidate = -1; candidate < 1; candidate += 0.005) {
            int right = 0;
            for (int i = 0; i < similarity.length; i++) {
                right += i / 2 % FOLDS != left
                                && similarity[i] > candidate == pairs.get(i).same()
                        ? 1
                        : 0;
            }
            if (right > most) {
                most = right;
                best = candidate;
            }
        }
        return best;
    }

    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
