package io.faceward.protect.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import io.faceward.objective.LowFrequency;
import io.faceward.protect.Proof;
import io.faceward.protect.Quality;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GraspTests {

    @Test
    void whatItKeepsBreaksTheManipulatorInWholeGreyLevelsAndKeepsTheQuality() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 0.0005f, 7L);

            NDArray delta = new Grasp(AscentTests.grasp(60, 0.97)).run(faces, 0.05f, Subjects.steps(60));

            List<Proof.Print> prints = faces.prints(faces.each(delta));
            assertThat(faces.changes(prints).weakest(0)).isGreaterThanOrEqualTo(1.2f);
            assertThat(prints.get(0).quality().psnr()).isGreaterThanOrEqualTo(40);
            assertThat(prints.get(0).quality().ssim()).isGreaterThanOrEqualTo(0.97);
        }
    }

    @Test
    void anEasyManipulatorCostsLessThanTheQualityAllows() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 1e-4f, 7L);

            NDArray delta = new Grasp(AscentTests.grasp(80, 0.97)).run(faces, 0.05f, Subjects.steps(80));

            assertThat(faces.prints(faces.each(delta)).get(0).quality().psnr()).isGreaterThan(42);
        }
    }

    @Test
    void atTheEdgeOfWhatQualityAllowsTheLowFrequencyLossTakesLowFrequenciesAway() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 1, 7L);

            assertThat(lowFrequencies(faces, 2)).isLessThan(0.8f * lowFrequencies(faces, 0));
        }
    }

    private static float lowFrequencies(FaceBatch faces, float weight) {
        GraspProperties properties =
                new GraspProperties(20, 0.003f, false, 0.01f, 48, 0.97, 0, weight, true, false, 1.2f, 1, 0.93f, 4);
        NDArray delta = new Grasp(properties).run(faces, 0.05f, Subjects.steps(20));
        return LowFrequency.loss(delta).getFloat(0);
    }

    @Test
    void aSuccessIsKeptUntilAWeakerOneIsFound() {
        Budget budget = new Budget(AscentTests.grasp(10, 0.99), 1);
        Tensor first = new Tensor(new float[] {1}, 1);
        Tensor second = new Tensor(new float[] {2}, 1);
        float all = budget.radius();

        budget.judge(1.3f, quality(45, 0.98), first);
        assertThat(budget.best()).as("too little similarity").isNull();
        assertThat(budget.radius()).isLessThan(all);
        budget.judge(1.3f, quality(45, 0.995), first);
        assertThat(budget.best()).isSameAs(first);
        assertThat(budget.success()).isTrue();
        budget.judge(0.9f, quality(46, 0.995), second);
        assertThat(budget.best()).isSameAs(first);
        budget.judge(1.3f, quality(46, 0.995), second);
        assertThat(Objects.requireNonNull(budget.best())).isSameAs(second);
        for (int i = 0; i < 4; i++) {
            assertThat(budget.settled()).isFalse();
            budget.judge(0.9f, quality(46, 0.995), first);
        }
        assertThat(budget.settled()).isTrue();
        budget.judge(2, quality(50, 1), first);
        assertThat(budget.best()).as("nothing changes once settled").isSameAs(second);
    }

    @Test
    void qualityIsAConcernOnlyNearItsEdge() {
        Budget budget = new Budget(AscentTests.grasp(10, 0.99), 1);
        Tensor delta = new Tensor(new float[] {1}, 1);

        assertThat(budget.tight()).isFalse();
        budget.judge(0.5, quality(44, 0.999), delta);
        assertThat(budget.tight()).isFalse();
        budget.judge(0.5, quality(44, 0.991), delta);
        assertThat(budget.tight()).isTrue();
        budget.judge(0.5, quality(50, 1), delta);
        assertThat(budget.tight()).isFalse();
    }

    @Test
    void whereSquaresOverlapEachLeavesRoomForTheOthers() {
        Budget alone = new Budget(AscentTests.grasp(10, 0.99), 1);
        Budget among = new Budget(AscentTests.grasp(10, 0.99), 2);
        Tensor delta = new Tensor(new float[] {1}, 1);

        assertThat(20 * Math.log10(alone.radius() / among.radius())).isCloseTo(10 * Math.log10(2), within(1e-3));
        alone.judge(0.5, quality(42, 0.994), delta);
        among.judge(0.5, quality(42, 0.994), delta);
        assertThat(alone.best()).isSameAs(delta);
        assertThat(among.best()).as("two of them would be too much").isNull();
        among.judge(0.5, quality(44, 0.996), delta);
        assertThat(among.best()).isSameAs(delta);
    }

    @Test
    void everyEditIsLookedAtOnlyWhereSuccessIsNear() {
        Budget budget = new Budget(AscentTests.grasp(10, 0.99), 1);

        assertThat(budget.promising(0.95, quality(44, 0.995))).isTrue();
        assertThat(budget.promising(0.6, quality(44, 0.995))).isFalse();
        assertThat(budget.promising(1, quality(44, 0.98)))
                .as("too little similarity")
                .isFalse();
    }

    @Test
    void successIsNearAsFarAsEveryEditIs() throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            Changes changes = new Changes(Subjects.batch(box, Subjects.pictures(manager, 0, 1), 0.02f, 7L, 8L));

            assertThat(changes.success(0, 1)).as("nothing is known yet").isZero();
            changes.note(0, 0, new float[] {0.01f, 0.5f});
            assertThat(changes.success(0, 1)).isCloseTo(0.5, within(1e-6));
            assertThat(changes.success(0, 2)).isCloseTo(0.25, within(1e-6));
            assertThat(changes.success(1, 1)).isEqualTo(1);
            assertThat(changes.weakest(0)).isCloseTo(0.5f, within(1e-6f));
        }
    }

    @Test
    void withoutSuccessTheOneThatCameClosestIsKeptAndMoreIsTriedWhereQualityAllows() {
        Budget budget = new Budget(AscentTests.grasp(10, 0.99), 1);
        Tensor near = new Tensor(new float[] {1}, 1);
        Tensor far = new Tensor(new float[] {2}, 1);
        float before = budget.radius();

        budget.judge(0.8f, quality(43, 0.998), near);
        assertThat(budget.radius()).isGreaterThan(before);
        budget.judge(0.5f, quality(42, 0.995), far);
        budget.judge(1.1f, quality(39, 0.995), far);

        assertThat(budget.best()).isSameAs(near);
        assertThat(budget.success()).isFalse();
    }

    private static Quality quality(double psnr, double ssim) {
        return new Quality(psnr, ssim, 3);
    }
}
