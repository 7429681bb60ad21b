package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DetectorLossTests {

    private static final int SIDE = 64;

    @AutoClose
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    private final Face face = new Face(12, 12, 24, 24, 1, Collections.nCopies(5, new Point(20, 28)));
    private final GridTargets targets = new GridTargets(
            SIDE, List.of(new Scene(new Pixels(SIDE, SIDE, new byte[3 * SIDE * SIDE]), List.of(face), List.of())));

    @Test
    void theRightAnswerCostsNothing() {
        DetectorLoss loss = DetectorLoss.of(answer(20, 0), targets, manager);

        assertThat(loss.overlap().getFloat()).isCloseTo(1, within(1e-4f));
        assertThat(loss.total().getFloat()).isCloseTo(0, within(1e-3f));
    }

    @Test
    void aShiftedBoxCostsItsMissingOverlap() {
        // Half a stride of a box of three strides: 2.5 of 3.5 in common, and nothing between both and their hull.
        DetectorLoss loss = DetectorLoss.of(answer(20, 0.5f), targets, manager);

        assertThat(loss.overlap().getFloat()).isCloseTo(2.5f / 3.5f, within(1e-4f));
        assertThat(loss.box().getFloat()).isCloseTo(1 / 3.5f, within(1e-4f));
        assertThat(loss.landmarks().getFloat()).isCloseTo(0, within(1e-4f));
    }

    @Test
    void aBlindAnswerCostsItsScores() {
        DetectorLoss loss = DetectorLoss.of(answer(-20, 0), targets, manager);

        assertThat(loss.box().getFloat()).isCloseTo(0, within(1e-3f));
        assertThat(loss.score().getFloat()).isCloseTo(20, within(0.1f));
    }

    @Test
    void hopelesslyWrongAnswersStillHaveAFiniteCost() {
        NDArray wild = answer(20, 0).mul(-1000);
        assertThat(Float.isFinite(
                        DetectorLoss.of(wild, targets, manager).total().getFloat()))
                .isTrue();
    }

    /**
     * The truth as the network would put it.
     *
     * @param certainty logit of the points of faces; of all others -20
     * @param shift of the box to the right, in strides
     */
    private NDArray answer(float certainty, float shift) {
        NDArray positive = targets.positive(manager);
        NDArray geometry = targets.geometry(manager);
        return NDArrays.concat(
                new ai.djl.ndarray.NDList(
                        positive.mul(certainty + 20).sub(20),
                        geometry.get(":,0:2,:").log(),
                        geometry.get(":,2:3,:").add(shift),
                        geometry.get(":,3:,:")),
                1);
    }
}
