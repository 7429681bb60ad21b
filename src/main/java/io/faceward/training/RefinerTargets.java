package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.model.FaceRefiner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the refiner should answer to each of some proposals. */
final class RefinerTargets {

    private static final int GEOMETRY = FaceRefiner.VALUES - 1;
    private static final int LANDMARKS = 5;

    /** Positions of x and y of the first landmark in a row of geometry. */
    private static final int X = 3;

    private static final int Y = 9;

    /** Eyes of a face in profile count as this far apart, or its landmarks would be all that is learnt. */
    private static final float LEAST_EYES = 0.1f;

    private final int count;
    private final float[] face;
    private final float[] judged;
    private final float[] located;
    private final float[] geometry;

    RefinerTargets(List<Proposal> proposals) {
        count = proposals.size();
        face = new float[count];
        judged = new float[count];
        located = new float[count];
        geometry = new float[count * GEOMETRY];
        for (int i = 0; i < count; i++) {
            Proposal proposal = proposals.get(i);
            judged[i] = proposal.judged() ? 1 : 0;
            if (proposal.truth() != null) {
                face[i] = 1;
                located[i] = 1;
                locate(proposal.closeUp().in(proposal.truth()), i * GEOMETRY);
            }
        }
    }

    private void locate(Face truth, int at) {
        geometry[at] = truth.width();
        geometry[at + 1] = truth.height();
        geometry[at + X - 1] = truth.centre().x();
        geometry[at + Y - 1] = truth.centre().y();
        for (int i = 0; i < LANDMARKS; i++) {
            Point landmark = truth.landmarks().get(i);
            geometry[at + X + i] = landmark.x();
            geometry[at + Y + i] = landmark.y();
        }
    }

    /** 1 for faces, {@code [N,1]}. */
    NDArray face(NDManager manager) {
        return manager.create(face, new Shape(count, 1));
    }

    /** 1 where it is clear whether it is a face, {@code [N,1]}. */
    NDArray judged(NDManager manager) {
        return manager.create(judged, new Shape(count, 1));
    }

    /** 1 where there is a face to locate, {@code [N,1]}. */
    NDArray located(NDManager manager) {
        return manager.create(located, new Shape(count, 1));
    }

    /** Width, height, x of the centre and the landmarks, y of the same, in parts of the close-up; {@code [N,14]}. */
    NDArray geometry(NDManager manager) {
        return manager.create(geometry, new Shape(count, GEOMETRY));
    }

    /** Distance of the eyes in parts of the close-up, at least {@link #LEAST_EYES}; {@code [N,1]}. */
    NDArray eyes(NDManager manager) {
        float[] eyes = new float[count];
        for (int i = 0; i < count; i++) {
            eyes[i] = Math.max(LEAST_EYES, (float) eyes(i * GEOMETRY));
        }
        return manager.create(eyes, new Shape(count, 1));
    }

    private double eyes(int truth) {
        return Math.hypot(geometry[truth + X] - geometry[truth + X + 1], geometry[truth + Y] - geometry[truth + Y + 1]);
    }

    /**
     * How good answers are: shares of missed faces and of false alarms, and the landmarks' mean error in parts of the distance
     * of the eyes.
     *
     * @param found {@code [N,15]}, scores as logits
     */
    Map<String, Float> figures(float[] found) {
        Tally missed = new Tally();
        Tally alarms = new Tally();
        Tally error = new Tally();
        for (int i = 0; i < count; i++) {
            boolean positive = found[i * FaceRefiner.VALUES] > 0;
            if (judged[i] > 0) {
                (face[i] > 0 ? missed : alarms).add(positive == face[i] > 0 ? 0 : 1);
            }
            if (located[i] > 0) {
                error.add(error(found, i));
            }
        }
        Map<String, Float> figures = new LinkedHashMap<>();
        figures.put("missed", missed.mean());
        figures.put("alarms", alarms.mean());
        figures.put("landmarkError", error.mean());
        return figures;
    }

    private double error(float[] found, int i) {
        int truth = i * GEOMETRY;
        int answer = i * FaceRefiner.VALUES + 1;
        double sum = 0;
        for (int k = 0; k < LANDMARKS; k++) {
            sum += Math.hypot(
                    found[answer + X + k] - geometry[truth + X + k], found[answer + Y + k] - geometry[truth + Y + k]);
        }
        return sum / LANDMARKS / eyes(truth);
    }

    private static final class Tally {

        private double sum;
        private int n;

        void add(double value) {
            sum += value;
            n++;
        }

        float mean() {
            return n == 0 ? 0 : (float) (sum / n);
        }
    }
}
