package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.faceward.face.Crop;
import io.faceward.face.Square;
import io.faceward.inference.Deadline;
import io.faceward.inference.Item;
import io.faceward.inference.Place;
import io.faceward.inference.WorkerPool;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PerturbationTests {

    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(5));

    private final WorkerPool pool = mock(WorkerPool.class);
    private final Place place = mock(Place.class);
    private final Perturber perturber = new GeneratorPerturber(Method.ID_GUARD, pool);
    private final List<CompletableFuture<Tensor>> submitted = new ArrayList<>();

    PerturbationTests() {
        when(pool.reserve()).thenReturn(place);
        when(place.submit(eq("id-guard"), any(), any())).thenAnswer(call -> {
            CompletableFuture<Tensor> future = new CompletableFuture<>();
            submitted.add(future);
            return future;
        });
    }

    @Test
    void boundsAndScalesWhatTheGeneratorAnswers() {
        CompletableFuture<Perturbed> delta =
                perturber.admit().perturb(task(12.75f, LONG, crop(0))).get(0);
        submitted.get(0).complete(new Tensor(new float[] {0.9f, -0.9f, 0.01f, 0}, 1, 2, 2));

        assertThat(delta.join().delta().data()).containsExactly(new float[] {0.1f, -0.1f, 0.02f, 0}, within(1e-6f));
        assertThat(delta.join().delta().hasShape(1, 2, 2)).isTrue();
    }

    @Test
    void perturbationsStayInTheOrderOfTheFaces() {
        when(place.submit(eq("id-guard"), any(), any()))
                .thenAnswer(call -> CompletableFuture.completedFuture(
                        call.<Item>getArgument(1).inputs().get(0)));

        List<Perturbed> result = Perturbation.of(task(6.375f, LONG, crop(0.01f), crop(0.02f)), perturber.admit());

        assertThat(result).extracting(face -> face.delta().data()[0]).containsExactly(0.01f, 0.02f);
    }

    @Test
    void oneFailureDropsTheOthers() {
        CompletableFuture<Tensor> second = new CompletableFuture<>();
        when(place.submit(eq("id-guard"), any(), any()))
                .thenReturn(CompletableFuture.failedFuture(Problem.DEVICE_MEMORY.because("too little")))
                .thenReturn(second);

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> Perturbation.of(task(6, LONG, crop(0), crop(0)), perturber.admit()))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.DEVICE_MEMORY));
        assertThat(second).isCancelled();
    }

    @Test
    void aPhotoWithMoreFacesThanThereIsRoomForIsRefusedAsAWhole() {
        when(pool.reserve()).thenReturn(place).thenThrow(Problem.QUEUE_FULL.because("full"));

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> Perturbation.of(task(6, LONG, crop(0), crop(0)), perturber.admit()))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.QUEUE_FULL));
        assertThat(submitted).isEmpty();
    }

    @Test
    void theFirstFaceWasAdmittedWithThePhotoAndTheOthersAreWhenTheyAreFound() {
        Turn turn = perturber.admit();
        verify(pool, times(1)).reserve();

        turn.perturb(task(6, LONG, crop(0), crop(0)));

        verify(pool, times(2)).reserve();
        turn.close();
        verify(place, times(2)).close();
    }

    @Test
    void theDeadlineDropsTheWork() {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> Perturbation.of(
                        task(6, Deadline.after(Duration.ofMillis(20)), crop(0), crop(0)), perturber.admit()))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.DEADLINE_EXCEEDED));
        assertThat(submitted).hasSize(2).allSatisfy(future -> assertThat(future).isCancelled());
    }

    @Test
    void anInterruptDropsTheWork() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> Perturbation.of(task(6, LONG, crop(0), crop(0)), perturber.admit()));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(submitted).hasSize(2).allSatisfy(future -> assertThat(future).isCancelled());
    }

    @Test
    void anUnknownFailureKeepsItsCauseForTheLog() {
        IllegalStateException cause = new IllegalStateException("broken");
        when(place.submit(eq("id-guard"), any(), any())).thenReturn(CompletableFuture.failedFuture(cause));

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> Perturbation.of(task(6, LONG, crop(0)), perturber.admit()))
                .withRootCauseInstanceOf(IllegalStateException.class)
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.INTERNAL));
    }

    private static Task task(float epsilon, Deadline deadline, Crop... crops) {
        return new Task(List.of(crops), mock(Proof.class), epsilon, List.of(), 0, deadline, Progress.SILENT);
    }

    private static Crop crop(float value) {
        Tensor image = new Tensor(new float[] {value, value, value}, 3, 1, 1);
        return new Crop(FakeDetector.FACE, new Square(Math.round(value * 1000), 0, 10), image);
    }
}
