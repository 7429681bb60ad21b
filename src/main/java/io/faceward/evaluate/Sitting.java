package io.faceward.evaluate;

import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Face.Point;
import io.faceward.face.Template;
import io.faceward.model.Manipulator;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The faces of one photo before the manipulators, transform by transform. For one thread. */
final class Sitting {

    private final Networks networks;
    private final Pair pair;
    private final double idleChange;
    private final List<Subject> subjects = new ArrayList<>();
    private final List<List<Trial>> trials = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();

    Sitting(Networks networks, Pair pair, double idleChange) {
        this.networks = networks;
        this.pair = pair;
        this.idleChange = idleChange;
        for (Crop crop : pair.faces()) {
            subjects.add(subject(crop));
            trials.add(new ArrayList<>());
        }
    }

    private Subject subject(Crop crop) {
        List<Point> landmarks = Alignment.landmarks(crop.face());
        @Nullable
        Future<Tensor> embedding = networks.embedding(
                () -> Alignment.cut(pair.original(), landmarks, Template.ARC_FACE, Examination.FACE_SIDE));
        return new Subject(
                subjects.size(),
                landmarks,
                networks.attributes(side -> Alignment.cut(pair.original(), landmarks, Template.CELEBA, side)),
                embedding == null ? null : networks.await(embedding).data());
    }

    /** @param keep whether to keep pictures of this transform as examples */
    void run(Transform transform, List<Manipulator> manipulators, long seed, boolean keep) {
        Pair sent = pair.sent(transform, seed);
        double scale = (double) sent.original().width() / pair.original().width();
        for (Subject subject : subjects) {
            for (Manipulator manipulator : manipulators) {
                for (Examination.Finding finding :
                        new Examination(networks, sent, subject, scale, manipulator, transform).run(idleChange)) {
                    trials.get(subject.index()).addAll(finding.trials());
                    if (keep) {
                        examples.add(finding.example());
                    }
                }
            }
        }
    }

    List<Trial> trials(int face) {
        return List.copyOf(trials.get(face));
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
