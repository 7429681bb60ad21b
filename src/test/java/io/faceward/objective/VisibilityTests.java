package io.faceward.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Upload;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VisibilityTests {

    private static final int SIDE = 64;
    private static final Shape FACE = new Shape(1, 3, SIDE, SIDE);
    private static final float EPSILON = 0.05f;

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray skin = manager.zeros(FACE);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void growsWithTheSquareOfTheAmplitude() {
        NDArray noise = noise();

        assertThat(visibility(noise.mul(2f), skin)).isCloseTo(4 * visibility(noise, skin), within(1e-3f));
    }

    @Test
    void stripesOfAboutAQuarterOfTheAmplitudeAreAsVisibleAsNoise() {
        for (int period : new int[] {8, 10, 16}) {
            NDArray lying = pattern((x, y) -> y % period < period / 2 ? 1 : -1);
            NDArray standing = pattern((x, y) -> x % period < period / 2 ? 1 : -1);

            assertThat(visibility(lying.mul(0.26f), skin))
                    .as("period %d", period)
                    .isGreaterThan(visibility(noise(), skin));
            assertThat(visibility(standing, skin)).isCloseTo(visibility(lying, skin), within(1e-2f));
        }
    }

    @Test
    void stripesAreMoreVisibleThanSpotsOfTheirWidth() {
        NDArray stripes = pattern((x, y) -> y % 10 < 5 ? 1 : -1);
        NDArray spots = pattern((x, y) -> (y % 10 < 5) == (x % 10 < 5) ? 1 : -1);

        assertThat(visibility(stripes, skin)).isGreaterThan(2 * visibility(spots, skin));
    }

    @Test
    void textureHidesAndShadowShows() {
        NDArray hair = noise().mul(8f);
        NDArray shadow = manager.full(FACE, -0.8f);

        assertThat(visibility(noise(), hair)).isLessThan(0.1f * visibility(noise(), skin));
        assertThat(visibility(noise(), shadow)).isGreaterThan(1.5f * visibility(noise(), skin));
    }

    private static float visibility(NDArray delta, NDArray image) {
        return Visibility.of(delta, image, EPSILON).getFloat();
    }

    /** ±ε, each sample its own. */
    private NDArray noise() {
        Random random = new Random(5);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? EPSILON : -EPSILON;
        }
        return Upload.floats(manager, values, FACE);
    }

    /** Grey, {@code sign(x, y)}·ε. */
    private NDArray pattern(IntBinaryOperator sign) {
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int at = i % (SIDE * SIDE);
            values[i] = sign.applyAsInt(at % SIDE, at / SIDE) * EPSILON;
        }
        return Upload.floats(manager, values, FACE);
    }
}
