package io.faceward.protect.iterative;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import io.faceward.objective.LowFrequency;
import io.faceward.objective.StructuralSimilarity;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GraspTests {

    @Test
    void whatItKeepsBreaksTheManipulatorInWholeGreyLevelsAndKeepsTheQuality() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 0.0005f, 7L);

            NDArray delta = new Grasp(AscentTests.grasp(60, 0.97)).run(faces, 0.05f, Subjects.steps(60));

            NDArray before = levels(faces.pictures());
            NDArray after = levels(faces.pictures().add(delta));
            assertThat(faces.targets().get(0).weakest(after)[0]).isGreaterThanOrEqualTo(1.2f);
            assertThat(psnr(before, after)).isGreaterThanOrEqualTo(40);
            assertThat(StructuralSimilarity.of(after, before).getFloat()).isGreaterThanOrEqualTo(0.97f);
        }
    }

    @Test
    void anEasyManipulatorCostsLessThanTheQualityAllows() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 1e-4f, 7L);

            NDArray delta = new Grasp(AscentTests.grasp(80, 0.97)).run(faces, 0.05f, Subjects.steps(80));

            assertThat(psnr(levels(faces.pictures()), levels(faces.pictures().add(delta))))
                    .isGreaterThan(42);
        }
    }

    @Test
    void theLowFrequencyLossTakesLowFrequenciesAway() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 1, 7L);

            assertThat(lowFrequencies(faces, 2)).isLessThan(0.8f * lowFrequencies(faces, 0));
        }
    }

    private static float lowFrequencies(FaceBatch faces, float weight) {
        GraspProperties properties =
                new GraspProperties(20, 0.003f, 0.01f, 40, 0.97, 0, weight, true, false, 1.2f, 20, 0.93f, 4);
        NDArray delta = new Grasp(properties).run(faces, 0.05f, Subjects.steps(20));
        return LowFrequency.loss(delta).getFloat(0);
    }

    @Test
    void aSuccessIsKeptUntilAWeakerOneIsFound() {
        Budget budget = new Budget(AscentTests.grasp(10, 0.99));
        Tensor first = new Tensor(new float[] {1}, 1);
        Tensor second = new Tensor(new float[] {2}, 1);
        float all = budget.radius();

        budget.judge(1.1f, 45, 0.995, first);
        assertThat(budget.best()).as("below the margin").isNull();
        budget.judge(1.3f, 45, 0.98, first);
        assertThat(budget.best()).as("too little similarity").isNull();
        budget.judge(1.3f, 45, 0.995, first);
        assertThat(budget.best()).isSameAs(first);
        assertThat(budget.radius()).isLessThan(all);
        budget.judge(0.9f, 46, 0.995, second);
        assertThat(budget.best()).isSameAs(first);
        budget.judge(1.3f, 46, 0.995, second);
        assertThat(Objects.requireNonNull(budget.best())).isSameAs(second);
        for (int i = 0; i < 4; i++) {
            assertThat(budget.settled()).isFalse();
            budget.judge(0.9f, 46, 0.995, first);
        }
        assertThat(budget.settled()).isTrue();
        budget.judge(2, 50, 1, first);
        assertThat(budget.best()).as("nothing changes once settled").isSameAs(second);
    }

    private static NDArray levels(NDArray picture) {
        return picture.add(1).mul(127.5f).round().div(127.5f).sub(1);
    }

    private static double psnr(NDArray a, NDArray b) {
        return 10 * Math.log10(4 / a.sub(b).square().mean().getFloat());
    }
}
