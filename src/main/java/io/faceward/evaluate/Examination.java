package io.faceward.evaluate;

import io.faceward.face.Alignment;
import io.faceward.face.Face.Point;
import io.faceward.face.Raster;
import io.faceward.face.Template;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** All edits that one manipulator makes of one face, as it was sent. For one thread. */
final class Examination {

    /** Side of a recogniser's picture. */
    static final int FACE_SIDE = 112;

    private final Networks networks;
    private final Subject subject;
    private final Manipulator manipulator;
    private final Transform transform;
    private final List<Point> landmarks;
    private final Tensor original;
    private final Map<Treatment, Tensor> treated = new EnumMap<>(Treatment.class);
    private final float[] face;

    /** What was found out about one edit: a trial for each treatment, and the pictures. */
    record Finding(List<Trial> trials, Example example) {}

    /** An edit that was asked for. */
    private record Asked(Tensor view, Future<Tensor> edited) {}

    /** An edit and who is in it. */
    private record Answer(
            Tensor view, Tensor edited, @Nullable Future<Tensor> embedding) {}

    /**
     * Cuts the faces as the manipulator wants them.
     *
     * @param sent the photos as the attacker gets them
     * @param scale of those photos
     * @param transform that they went through
     */
    Examination(
            Networks networks, Pair sent, Subject subject, double scale, Manipulator manipulator, Transform transform) {
        this.networks = networks;
        this.subject = subject;
        this.manipulator = manipulator;
        this.transform = transform;
        int side = manipulator.side();
        List<Point> found = subject.landmarks(scale);
        Template cut = transform.cut(Template.CELEBA);
        landmarks = Alignment.inCut(found, cut, side);
        original = Alignment.cut(sent.original(), found, cut, side);
        sent.treated().forEach((treatment, photo) -> treated.put(treatment, Alignment.cut(photo, found, cut, side)));
        face = new float[side * side];
        Alignment.oval(landmarks, side, face, 0);
    }

    /** Asks for all edits before it looks at the first, so that the pool does not wait for this thread. */
    List<Finding> run(double idleChange) {
        List<Edit> edits = manipulator.conditions().edits(subject.attributes());
        List<Asked> clean = new ArrayList<>();
        List<Map<Treatment, Asked>> disrupted = new ArrayList<>();
        for (Edit edit : edits) {
            clean.add(ask(original, edit));
            Map<Treatment, Asked> each = new EnumMap<>(Treatment.class);
            treated.forEach((treatment, view) -> each.put(treatment, ask(view, edit)));
            disrupted.add(each);
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            Answer answer = answer(clean.get(i));
            Map<Treatment, Answer> answers = new EnumMap<>(Treatment.class);
            disrupted.get(i).forEach((treatment, asked) -> answers.put(treatment, answer(asked)));
            findings.add(finding(edits.get(i), idleChange, answer, answers));
        }
        return findings;
    }

    private Asked ask(Tensor view, Edit edit) {
        return new Asked(view, networks.edit(manipulator, view, edit));
    }

    private Answer answer(Asked asked) {
        Tensor edited = networks.await(asked.edited);
        return new Answer(
                asked.view,
                edited,
                networks.embedding(() -> Alignment.cut(Raster.of(edited), landmarks, Template.ARC_FACE, FACE_SIDE)));
    }

    private Finding finding(Edit edit, double idleChange, Answer clean, Map<Treatment, Answer> disrupted) {
        double change = EditDistance.meanSquare(original, clean.edited);
        List<Trial> trials = new ArrayList<>();
        Map<Treatment, Example.Treated> pictures = new EnumMap<>(Treatment.class);
        disrupted.forEach((treatment, answer) -> {
            trials.add(new Trial(
                    manipulator.id(),
                    edit.name(),
                    transform.name(),
                    treatment,
                    change,
                    change < idleChange,
                    Disruption.of(
                            original,
                            clean.edited,
                            answer.edited,
                            face,
                            Identities.of(subject.embedding(), embedding(clean), embedding(answer)))));
            pictures.put(
                    treatment,
                    new Example.Treated(Raster.of(answer.view), Raster.of(answer.edited), embedding(answer)));
        });
        return new Finding(
                trials,
                new Example(
                        subject.index(),
                        manipulator.id(),
                        edit.name(),
                        Raster.of(original),
                        Raster.of(clean.edited),
                        embedding(clean),
                        pictures));
    }

    private float @Nullable [] embedding(Answer answer) {
        return answer.embedding == null
                ? null
                : networks.await(answer.embedding).data();
    }
}
