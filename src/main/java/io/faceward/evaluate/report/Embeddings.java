package io.faceward.evaluate.report;

import io.faceward.evaluate.Frechet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is in the edits of one manipulator, with and without protection. For one thread. */
final class Embeddings {

    private final List<float[]> clean = new ArrayList<>();
    private final List<float[]> disrupted = new ArrayList<>();

    void add(Line.Identity identity) {
        clean.add(identity.cleanEmbedding());
        disrupted.add(identity.disruptedEmbedding());
    }

    Optional<Frechet> distance() {
        return Frechet.of(clean, disrupted);
    }
}
