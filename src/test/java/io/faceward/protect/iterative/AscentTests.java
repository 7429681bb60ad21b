package io.faceward.protect.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.faceward.inference.Deadline;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every iterative method. */
class AscentTests {

    private static final float BOUND = 0.05f;

    static Stream<Ascent> ascents() {
        return Stream.of(
                new Pgd(new PgdProperties(12, 0.2f)),
                new AntiForgery(new AntiForgeryProperties(12, 1e-3f, 0.05f)),
                new Grasp(grasp(12, 0.99)));
    }

    static GraspProperties grasp(int steps, double ssim) {
        return new GraspProperties(steps, 0.003f, false, 0.01f, 40, ssim, 0.5f, 0.5f, true, true, 1.2f, 4, 0.93f, 4);
    }

    @ParameterizedTest
    @MethodSource("ascents")
    void disruptsMoreThanItsStartAndKeepsTheBound(Ascent ascent) throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 0.05f, 7L);

            NDArray delta = ascent.run(faces, BOUND, Subjects.steps(ascent.steps()));

            NDArray disturbed = faces.perturbed(delta);
            NDArray noise = faces.perturbed(faces.noise(0.01f));
            assertThat(delta.abs().max().getFloat()).isLessThanOrEqualTo(BOUND + 1e-6f);
            assertThat(disruption(faces, disturbed)).isGreaterThan(2 * disruption(faces, noise));
        }
    }

    @ParameterizedTest
    @MethodSource("ascents")
    void aFaceGetsTheSameAloneAndAmongOthersAndAgain(Ascent ascent) throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch together = Subjects.batch(box, Subjects.pictures(manager, 0, 1, 2), 0.05f, 7L, 8L, 9L);
            FaceBatch alone = Subjects.batch(box, Subjects.pictures(manager, 1), 0.05f, 8L);

            NDArray all = ascent.run(together, BOUND, Subjects.steps(ascent.steps()));
            NDArray one = ascent.run(alone, BOUND, Subjects.steps(ascent.steps()));
            NDArray again = ascent.run(alone, BOUND, Subjects.steps(ascent.steps()));

            assertThat(again.toFloatArray()).isEqualTo(one.toFloatArray());
            // Adam turns rounding into whole steps where there is next to no gradient.
            NDArray apart = all.get("1:2").sub(one).abs().gt(1e-5f).toType(DataType.FLOAT32, false);
            assertThat(apart.mean().getFloat()).isLessThan(0.05f);
        }
    }

    @ParameterizedTest
    @MethodSource("ascents")
    void endsWithinOneStepWhenNobodyWaitsAnyMore(Ascent ascent) throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 0.05f, 7L);
            List<Integer> done = new ArrayList<>();
            Steps steps = new Steps(
                    ascent.steps(),
                    Deadline.after(Duration.ofMinutes(5)),
                    () -> done.size() == 3,
                    (step, total, psnr) -> done.add(step));

            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> ascent.run(faces, BOUND, steps));
            assertThat(done).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @MethodSource("ascents")
    void thereIsNoStepAfterTheDeadline(Ascent ascent) throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 0.05f, 7L);
            Steps steps =
                    new Steps(ascent.steps(), Deadline.after(Duration.ofNanos(1)), () -> false, (step, total, psnr) -> {
                        throw new AssertionError("a step");
                    });

            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> ascent.run(faces, BOUND, steps))
                    .satisfies(late -> assertThat(late.problem()).isEqualTo(Problem.DEADLINE_EXCEEDED));
        }
    }

    @ParameterizedTest
    @MethodSource("ascents")
    void aStepLeavesNothingBehind(Ascent ascent) throws IOException {
        try (WhiteBox box = Subjects.square();
                NDManager manager = box.manager().newSubManager()) {
            FaceBatch faces = Subjects.batch(box, Subjects.pictures(manager, 0), 0.05f, 7L);

            assertThat(left(ascent, faces, 9)).isPositive().isEqualTo(left(ascent, faces, 3));
        }
    }

    /** Arrays that a run leaves to the manager of the faces. */
    private static int left(Ascent ascent, FaceBatch faces, int steps) {
        NDManager manager = faces.pictures().getManager();
        int before = manager.getManagedArrays().size();
        ascent.run(faces, BOUND, Subjects.steps(steps));
        return manager.getManagedArrays().size() - before;
    }

    private static float disruption(FaceBatch faces, NDArray x) {
        return faces.targets().get(0).disruption(x, 0).getFloat(0);
    }
}
