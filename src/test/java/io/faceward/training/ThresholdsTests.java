package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTests {

    private final List<float[]> logits = new ArrayList<>();
    private final List<LabelledFace> faces = new ArrayList<>();

    /** The first attribute is there above 3, a tenth of the faces; the others never are. */
    private void aTenthAboveThree() {
        for (int i = 0; i < 1000; i++) {
            boolean there = i % 10 == 0;
            float[] labels = new float[FaceAttributes.NAMES.size()];
            labels[0] = there ? 1 : 0;
            float[] values = new float[labels.length];
            values[0] = there ? 3 + i / 1000f : 2 + i / 1000f;
            logits.add(values);
            faces.add(new LabelledFace(new AlignedFace(new byte[0], 0), labels));
        }
    }

    @Test
    void equalErrorSeparatesWhatCanBeSeparatedAlsoWhenItIsRare() {
        aTenthAboveThree();
        float[] thresholds = Thresholds.equalError(logits, faces);

        assertThat(thresholds[0]).isBetween(2.9f, 3.1f);
        assertThat(Thresholds.accuracy(logits, thresholds, faces)[0]).isGreaterThan(0.97f);
        assertThat(Thresholds.balancedAccuracy(logits, thresholds, faces)[0]).isGreaterThan(0.97f);
    }

    @Test
    void withoutThresholdsTheRareAttributeIsSeenEverywhere() {
        aTenthAboveThree();
        float[] none = new float[FaceAttributes.NAMES.size()];

        assertThat(Thresholds.accuracy(logits, none, faces)[0]).isCloseTo(0.1f, within(1e-3f));
        assertThat(Thresholds.balancedAccuracy(logits, none, faces)[0]).isCloseTo(0.5f, within(1e-3f));
    }
}
