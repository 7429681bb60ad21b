package io.faceward.protect.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.face.RoundTrip;
import io.faceward.network.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastingTests {

    private static final int SIDE = 6;

    @ParameterizedTest(name = "grey: {0}")
    @ValueSource(booleans = {false, true})
    void backIsTheAdjoint(boolean grey) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Pasting pasting = Pasting.of(List.of(trip(1), trip(2)), grey, manager);
            NDArray a = random(3, 2, 3, SIDE, SIDE).on(manager);
            NDArray b = random(4, 2, 3, SIDE, SIDE).on(manager);

            float there = pasting.of(a).mul(b).sum().getFloat();
            float back = a.mul(pasting.back(b)).sum().getFloat();

            assertThat(back).isCloseTo(there, within(1e-3f));
            assertThat(Math.abs(there)).isGreaterThan(0.1f);
        }
    }

    private static RoundTrip trip(long seed) {
        return new RoundTrip(random(seed, SIDE, SIDE), random(seed + 10, SIDE, SIDE));
    }

    private static Tensor random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(Tensor.size(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new Tensor(values, shape);
    }
}
