package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LowFrequencyTests {

    @Test
    void oddPicturesThatRepeatTheirEdgeAreWavelets() throws IOException {
        Golden golden = Golden.of("14_haar_phi.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray odd = golden.tensor("odd/in").on(manager);
            NDArray wider = odd.concat(odd.get(":,8:9"), 1);
            NDArray even = wider.concat(wider.get("6:7"), 0);

            NDArray phi = LowFrequency.of(even.transpose(2, 0, 1).expandDims(0));

            assertThat(Golden.largestDifference(
                            phi.squeeze(0).transpose(1, 2, 0), golden.tensor("odd/phi_padded_8x10")))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void aWaveletsAnswerStaysAsItIs() throws IOException {
        Golden golden = Golden.of("14_haar_phi.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray phi =
                    golden.tensor("orig0/phi_01").on(manager).transpose(2, 0, 1).expandDims(0);

            assertThat(LowFrequency.of(phi).sub(phi).abs().max().getFloat()).isLessThan(1e-6f);
        }
    }

    @Test
    void theClosedFormIsTheGradientOfTheLoss() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray delta = manager.randomNormal(0, 1, new Shape(2, 3, 8, 6), DataType.FLOAT32);

            Gradient gradient = Gradient.of(delta, x -> LowFrequency.loss(x).sum());

            assertThat(LowFrequency.gradient(delta)
                            .sub(gradient.gradient())
                            .abs()
                            .max()
                            .getFloat())
                    .isLessThan(1e-6f);
        }
    }

    @Test
    void aCheckerboardHasNoLowFrequencies() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray board = manager.create(new float[] {1, -1, -1, 1}, new Shape(1, 1, 2, 2));

            assertThat(LowFrequency.loss(board).getFloat(0)).isCloseTo(0, within(1e-7f));
            assertThat(LowFrequency.loss(board.onesLike()).getFloat(0)).isEqualTo(1);
        }
    }
}
