package io.faceward.protect.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.Golden;
import io.faceward.network.Precision;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The original attacks on the same network. */
class GoldenAttackTests {

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0.03", "BFLOAT16, 0.05"})
    void pgdReachesWhatDisruptingDeepfakesDoes(Precision precision, float tolerance) throws IOException {
        Golden golden = Golden.of("17_attacks_on_stargan.safetensors");
        try (WhiteBox box = Subjects.starGan(golden.tensor("in/c"), precision);
                NDManager manager = box.manager().newSubManager()) {
            NDArray x = golden.image("in/x_u8").on(manager);
            FaceBatch faces = Subjects.batch(box, x, 1, 1L);
            NDArray start = golden.tensor("in/start_noise").on(manager);

            NDArray delta = new Pgd(new PgdProperties(10, 0.2f)).run(faces, 0.05f, start, Subjects.steps(10));

            assertThat(mse(faces, delta)).isCloseTo(0.098275f, within(tolerance * 0.098275f));
            assertThat(delta.abs().max().getFloat()).isLessThanOrEqualTo(0.050001f);
        }
    }

    @Test
    void antiForgeryReachesWhatTheOriginalDoes() throws IOException {
        Golden golden = Golden.of("17_attacks_on_stargan.safetensors");
        try (WhiteBox box = Subjects.starGan(golden.tensor("in/lab_c_list"));
                NDManager manager = box.manager().newSubManager()) {
            NDArray x = golden.image("in/lab_x_u8").on(manager);
            FaceBatch faces = Subjects.batch(box, x, 1, 1L);
            AntiForgery attack = new AntiForgery(new AntiForgeryProperties(20, 1e-4f, 0.05f));

            // The original answers the picture from before its last step.
            NDArray after1 = attack.run(faces, 0.05f, x.zerosLike(), Subjects.steps(1));
            NDArray after19 = attack.run(faces, 0.05f, x.zerosLike(), Subjects.steps(19));

            assertThat(shareWithin(
                            x.add(after1), golden.tensor("out/lab_x_adv_iter2").data(), 1e-4))
                    .isGreaterThan(0.99);
            assertThat(mse(faces, after19)).isCloseTo(3.8283e-4f, within(0.05f * 3.8283e-4f));
        }
    }

    private static float mse(FaceBatch faces, NDArray delta) {
        return faces.targets().get(0).disruption(faces.pictures().add(delta), 0).getFloat(0);
    }

    private static double shareWithin(NDArray actual, float[] expected, double tolerance) {
        float[] values = actual.toFloatArray();
        int close = 0;
        for (int i = 0; i < values.length; i++) {
            close += Math.abs(values[i] - expected[i]) <= tolerance ? 1 : 0;
        }
        return (double) close / values.length;
    }
}
