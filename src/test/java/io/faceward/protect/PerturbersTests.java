package io.faceward.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.faceward.face.AlignedCrop;
import io.faceward.inference.WorkerPool;
import io.faceward.model.Bundle;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PerturbersTests {

    private final Perturber idGuard = new GeneratorPerturber(Method.ID_GUARD, AlignedCrop.SIDE, mock(WorkerPool.class));
    private final Bundle bundle = mock(Bundle.class);
    private final Perturbers perturbers = new Perturbers(List.of(idGuard), bundle);

    @Test
    void aMethodThatIsNotOfferedIsRefusedWithThoseThatAre() {
        assertThat(perturbers.of(Method.ID_GUARD)).isSameAs(idGuard);
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> perturbers.of(Method.GRASP))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER))
                .satisfies(refusal -> assertThat(refusal.properties()).containsEntry("allowed", List.of("id-guard")));
    }

    @Test
    void aModelThatTheBundleLacksIsUnavailable() {
        when(bundle.find("id-guard")).thenReturn(Optional.empty());

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> perturbers.cards(idGuard, List.of()))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.MODEL_UNAVAILABLE));

        when(bundle.find("id-guard")).thenReturn(Optional.of(FakeService.CARD));
        assertThat(perturbers.cards(idGuard, List.of())).containsExactly(FakeService.CARD);
    }

    @Test
    void nobodyChoosesWhatOnePassBreaks() {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> perturbers.cards(idGuard, List.of("stargan")))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_PARAMETER))
                .satisfies(refusal -> assertThat(refusal.properties()).containsEntry("parameter", "against"));
    }
}
