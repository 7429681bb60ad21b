package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.face.CloseUp;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RefinerLossTests {

    /** Its eyes are 30 pixels apart, its close-up is 140 pixels wide. */
    private static final Face FACE = new Face(
            100,
            200,
            80,
            100,
            0.9f,
            List.of(
                    new Point(125, 240),
                    new Point(155, 240),
                    new Point(140, 255),
                    new Point(130, 275),
                    new Point(150, 275)));

    private static final CloseUp CLOSE_UP = CloseUp.of(FACE);
    private static final Proposal TRUE = new Proposal(CLOSE_UP, FACE, true);
    private static final Proposal FALSE = new Proposal(CLOSE_UP, null, true);
    private static final Proposal UNJUDGED = new Proposal(CLOSE_UP, null, false);

    @AutoClose
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @Test
    void nothingIsLostWhereAllIsRight() {
        assertThat(loss(List.of(TRUE, FALSE), row(30, 0), row(-30, 0.7f))).isCloseTo(0, within(1e-5f));
    }

    @Test
    void aWrongScoreCountsWhereItIsJudged() {
        assertThat(loss(List.of(TRUE), row(-3, 0))).isGreaterThan(10);
        assertThat(loss(List.of(FALSE), row(3, 0))).isGreaterThan(10);
        assertThat(loss(List.of(UNJUDGED, FALSE), row(3, 0), row(-30, 0))).isCloseTo(0, within(1e-5f));
    }

    @Test
    void smallErrorsOfTheBoxCountByTheirLogarithmLargeOnesByTheirSize() {
        float small = loss(List.of(TRUE), row(30, 0.01f)) - landmarks(0.01f);
        float larger = loss(List.of(TRUE), row(30, 0.1f)) - landmarks(0.1f);
        float largest = loss(List.of(TRUE), row(30, 0.2f)) - landmarks(0.2f);
        assertThat(small).isCloseTo((float) (0.5 * Math.log(2)), within(1e-3f));
        assertThat(largest - larger).isCloseTo(0.5f * 0.1f / 0.06f, within(1e-3f));
    }

    @Test
    void errorsOfLandmarksCountByTheDistanceOfTheEyes() {
        RefinerTargets targets = new RefinerTargets(List.of(TRUE, FALSE));
        RefinerLoss loss = RefinerLoss.of(found(row(30, 0.01f), row(-30, 0.7f)), targets, manager);
        assertThat(loss.landmarks().getFloat()).isCloseTo(landmarks(0.01f), within(1e-3f));
    }

    /** Of the face, whose eyes are 30 of 140 pixels apart. */
    private static float landmarks(float off) {
        return 12 * off * 140 / 30;
    }

    @Test
    void itsGradientStaysFiniteForEveryScore() {
        RefinerTargets targets = new RefinerTargets(List.of(TRUE, FALSE, TRUE, FALSE));
        NDArray found = found(row(-200, 0.3f), row(-200, 0), row(200, 0), row(200, 0));
        found.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(RefinerLoss.of(found, targets, manager).total());
        }
        assertThat(found.getGradient().toFloatArray()).doesNotContain(Float.NaN);
        assertThat(found.getGradient().getFloat(0, 0)).isNegative();
        assertThat(found.getGradient().getFloat(3, 0)).isPositive();
    }

    @Test
    void figuresTellMissesAlarmsAndTheErrorByTheDistanceOfTheEyes() {
        RefinerTargets targets = new RefinerTargets(List.of(TRUE, TRUE, FALSE, UNJUDGED));
        float off = 3 / 140f;
        Map<String, Float> figures = targets.figures(
                found(row(1, off), row(-1, off), row(1, 0), row(1, 0)).toFloatArray());
        assertThat(figures).containsEntry("missed", 0.5f).containsEntry("alarms", 1f);
        assertThat(figures.get("landmarkError")).isCloseTo((float) (0.1 * Math.sqrt(2)), within(1e-3f));
    }

    private float loss(List<Proposal> proposals, float[]... rows) {
        return RefinerLoss.of(found(rows), new RefinerTargets(proposals), manager)
                .total()
                .getFloat();
    }

    private NDArray found(float[]... rows) {
        float[] values = new float[15 * rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, 15 * i, 15);
        }
        return manager.create(values, new Shape(rows.length, 15));
    }

    /** The true answer about the face, all values of its geometry off by as much. */
    private static float[] row(float logit, float off) {
        Face truth = CLOSE_UP.in(FACE);
        float[] row = new float[15];
        row[0] = logit;
        row[1] = truth.width() + off;
        row[2] = truth.height() + off;
        row[3] = truth.centre().x() + off;
        row[9] = truth.centre().y() + off;
        for (int i = 0; i < 5; i++) {
            row[4 + i] = truth.landmarks().get(i).x() + off;
            row[10 + i] = truth.landmarks().get(i).y() + off;
        }
        return row;
    }
}
