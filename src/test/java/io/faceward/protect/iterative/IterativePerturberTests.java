package io.faceward.protect.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ai.djl.ndarray.NDArray;
import io.faceward.evaluate.TestBundle;
import io.faceward.face.Crop;
import io.faceward.face.Face;
import io.faceward.face.FaceProperties;
import io.faceward.face.RoundTrip;
import io.faceward.face.Square;
import io.faceward.image.Pixels;
import io.faceward.inference.Deadline;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.model.Manipulator;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import io.faceward.protect.Method;
import io.faceward.protect.Perturbed;
import io.faceward.protect.Progress;
import io.faceward.protect.Proof;
import io.faceward.protect.Task;
import io.faceward.protect.Turn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IterativePerturberTests {

    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(5));

    private static final Counter REFUSED = new SimpleMeterRegistry().counter("refused");

    /** Goes on until nobody waits any more. */
    private static final class Endless implements Ascent {

        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public Method method() {
            return Method.PGD;
        }

        @Override
        public int steps() {
            return Integer.MAX_VALUE;
        }

        @Override
        public NDArray run(FaceBatch faces, float bound, Steps steps) {
            try {
                while (steps.more()) {
                    steps.taken();
                    running.countDown();
                }
                return faces.pictures();
            } finally {
                ended.countDown();
            }
        }
    }

    @Test
    void perturbsEveryFaceAgainstTheBundlesManipulator(@TempDir Path folder) throws Exception {
        TestBundle.write(folder);
        try (AscentPool pool = pool(Bundle.load(new BundleProperties(folder, folder.resolve("cache"))), Map.of())) {
            IterativePerturber perturber = new IterativePerturber(new Pgd(new PgdProperties(2, 0.2f)), pool, null);
            List<String> steps = new CopyOnWriteArrayList<>();

            List<CompletableFuture<Perturbed>> deltas = perturber
                    .admit()
                    .perturb(task(
                            (done, total, psnr) -> steps.add("%d of %d".formatted(done, total)), crop(10), crop(40)));

            assertThat(perturber.models(List.of())).containsExactly(TestBundle.STARGAN);
            for (CompletableFuture<Perturbed> delta : deltas) {
                float[] values = delta.get(60, TimeUnit.SECONDS).delta().data();
                assertThat(delta.join().delta().hasShape(3, 256, 256)).isTrue();
                float largest = 0;
                for (float value : values) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(largest).isBetween(0.01f, 0.050001f);
            }
            assertThat(deltas.get(0).join().delta().data())
                    .isNotEqualTo(deltas.get(1).join().delta().data());
            assertThat(steps).containsExactly("1 of 4", "2 of 4", "3 of 4", "4 of 4");
        }
    }

    @Test
    void cancellingOneFaceStopsTheWorkAndFreesItsPlace(@TempDir Path folder) throws Exception {
        TestBundle.write(folder);
        try (AscentPool pool =
                pool(Bundle.load(new BundleProperties(folder, folder.resolve("cache"))), Map.of("queue-capacity", 0))) {
            Endless endless = new Endless();
            List<CompletableFuture<Perturbed>> deltas =
                    new AscentTurn(endless, pool, null).perturb(task(crop(10), crop(40)));
            assertThat(endless.running.await(60, TimeUnit.SECONDS)).isTrue();

            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> new AscentTurn(endless, pool, null))
                    .satisfies(full -> assertThat(full.problem()).isEqualTo(Problem.QUEUE_FULL));
            assertThat(REFUSED.count()).isOne();

            deltas.get(1).cancel(true);
            assertThat(endless.ended.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> {
                try (Turn next = new AscentTurn(endless, pool, null)) {
                    return true;
                } catch (ServiceException full) {
                    return false;
                }
            });
        }
    }

    @Test
    void closingEndsWhatRunsWithAnAnswer(@TempDir Path folder) throws Exception {
        TestBundle.write(folder);
        Endless endless = new Endless();
        CompletableFuture<Perturbed> delta;
        try (AscentPool pool = pool(Bundle.load(new BundleProperties(folder, folder.resolve("cache"))), Map.of())) {
            delta = new AscentTurn(endless, pool, null).perturb(task(crop(10))).get(0);
            assertThat(endless.running.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(delta::join)
                .withCauseInstanceOf(ServiceException.class)
                .satisfies(closed -> assertThat(((ServiceException) closed.getCause()).problem())
                        .isEqualTo(Problem.MODEL_UNAVAILABLE));
    }

    @Test
    void theSurrogateIsAttackedOnlyWhereNothingElseIs(@TempDir Path folder) throws Exception {
        BundleProperties own = new BundleProperties(null, folder.resolve("cache"));
        TestBundle.write(folder);
        BundleProperties more = new BundleProperties(folder, folder.resolve("cache"));
        Map<String, String> all = Map.of("manipulators", "");

        assertThat(attacked(Bundle.load(more), all))
                .contains(TestBundle.STARGAN)
                .doesNotContain("surrogate");
        assertThat(attacked(Bundle.load(own), Map.of("manipulators", "surrogate")))
                .containsExactly("surrogate");
    }

    @Test
    void theCallerMayChooseAmongAllOfTheBundle(@TempDir Path folder) throws Exception {
        Bundle bundle = Bundle.load(new BundleProperties(null, folder.resolve("cache")));

        assertThat(attacked(bundle, Map.of("manipulators", ""), "surrogate")).containsExactly("surrogate");
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> attacked(bundle, Map.of("manipulators", ""), "nobody"))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER))
                .withMessageContaining("'nobody'");
    }

    private static List<String> attacked(Bundle bundle, Map<String, ?> changed, String... chosen) {
        try (AscentPool pool = pool(bundle, changed)) {
            return pool.manipulators(List.of(chosen)).stream()
                    .map(Manipulator::id)
                    .toList();
        }
    }

    @Test
    void aBundleWithoutManipulatorsHasNoModels() {
        try (AscentPool pool = pool(mock(Bundle.class), Map.of("manipulators", ""))) {
            IterativePerturber perturber = new IterativePerturber(new Pgd(new PgdProperties(2, 0.2f)), pool, null);

            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> perturber.models(List.of()))
                    .satisfies(none -> assertThat(none.problem()).isEqualTo(Problem.MODEL_UNAVAILABLE));
        }
    }

    /** With the small manipulator alone, unless the test says otherwise. */
    private static AscentPool pool(Bundle bundle, Map<String, ?> changed) {
        Map<String, Object> values = new HashMap<>(Map.of("manipulators", TestBundle.STARGAN, "device", "cpu"));
        values.putAll(changed);
        IterativeProperties properties =
                new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("", IterativeProperties.class);
        return new AscentPool(new WhiteBoxes(bundle, properties), properties, REFUSED);
    }

    private static Task task(Crop... crops) {
        return task(Progress.SILENT, crops);
    }

    private static Task task(Progress progress, Crop... crops) {
        Proof proof = mock(Proof.class);
        when(proof.roundTrip(any()))
                .then(call -> RoundTrip.of(
                        call.<Crop>getArgument(0).square(),
                        new Pixels(200, 200, new byte[120_000]),
                        FaceProperties.with(Map.of())));
        when(proof.crowding(any(), any())).thenReturn(1.0);
        when(proof.print(any(), any()))
                .then(call -> Subjects.print(call.<Crop>getArgument(0).image(), call.getArgument(1)));
        return new Task(List.of(crops), proof, 6.375f, List.of(), 5, LONG, progress);
    }

    private static Crop crop(int x) {
        float[] image = new float[3 * 256 * 256];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (0.7 * Math.sin(0.001 * x * (i % 65_536)));
        }
        return new Crop(
                new Face(x + 20, 30, 50, 50, 0.9f, List.of()), new Square(x, 10, 90), new Tensor(image, 3, 256, 256));
    }
}
