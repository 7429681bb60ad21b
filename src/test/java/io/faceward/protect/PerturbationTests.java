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

import io.faceward.face.AlignedCrop;
import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PerturbationTests {

    private static final Deadline LONG = Deadline.after(Duration.ofMinutes(5));

    private final WorkerPool pool = mock(WorkerPool.class);
    private final Place place = mock(Place.class);
    private final Perturber perturber = new GeneratorPerturber(Method.ID_GUARD, AlignedCrop.SIDE, pool);
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
        float[] planes = new float[3 * AlignedCrop.SIDE * AlignedCrop.SIDE];
        Arrays.fill(planes, 0, planes.length / 3, 0.9f);
        Arrays.fill(planes, planes.length / 3, 2 * planes.length / 3, -0.9f);
        Arrays.fill(planes, 2 * planes.length / 3, planes.length, 0.01f);
        submitted.get(0).complete(new Tensor(planes, 3, AlignedCrop.SIDE, AlignedCrop.SIDE));

        assertThat(delta.join().delta().hasShape(3, Crops.SIDE, Crops.SIDE)).isTrue();
        assertThat(middle(delta.join())).containsExactly(new float[] {0.1f, -0.1f, 0.02f}, within(1e-6f));
    }

    @Test
    void perturbationsStayInTheOrderOfTheFaces() {
        when(place.submit(eq("id-guard"), any(), any()))
                .thenAnswer(call -> CompletableFuture.completedFuture(
                        call.<Item>getArgument(1).inputs().get(0)));

        List<Perturbed> result = Perturbation.of(task(6.375f, LONG, crop(0.01f), crop(0.03f)), perturber.admit());

        // Back from eight bits, of which a level is 0.008.
        assertThat(result.get(0).delta().data())
                .isNotEqualTo(result.get(1).delta().data());
        assertThat(middle(result.get(0))[0]).isEqualTo(0.01f, within(0.004f));
        assertThat(middle(result.get(1))[0]).isEqualTo(0.03f, within(0.004f));
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
        float[] planes = new float[3 * Crops.SIDE * Crops.SIDE];
        Arrays.fill(planes, value);
        Face face = FakeDetector.FACE;
        int side = Math.round(1.8f * face.side());
        Square around = new Square(
                Math.round(face.centre().x() - side / 2f),
                Math.round(face.centre().y() - side / 2f),
                side);
        return new Crop(face, around, new Tensor(planes, 3, Crops.SIDE, Crops.SIDE));
    }

    /** Of each channel. */
    private static float[] middle(Perturbed perturbed) {
        float[] middle = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            middle[channel] = perturbed.delta().data()[(channel * Crops.SIDE + 128) * Crops.SIDE + 128];
        }
        return middle;
    }
}
