package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTests {

    private static final List<Point> TEMPLATE = List.of(
            new Point(306, 412), new Point(462, 412), new Point(384, 502), new Point(319, 592), new Point(449, 592));

    @Test
    void recoversATurnScaleAndShift() {
        Similarity known = new Similarity(0.3, -0.4, 20, -7, 0);
        List<Point> moved = TEMPLATE.stream()
                .map(p -> new Point((float) known.x(p.x(), p.y()), (float) known.y(p.x(), p.y())))
                .toList();

        Similarity found = Similarity.fit(TEMPLATE, moved);

        assertThat(found.a()).isCloseTo(0.3, within(1e-5));
        assertThat(found.b()).isCloseTo(-0.4, within(1e-5));
        assertThat(found.tx()).isCloseTo(20, within(1e-2));
        assertThat(found.ty()).isCloseTo(-7, within(1e-2));
        assertThat(found.scale()).isCloseTo(0.5, within(1e-5));
        assertThat(found.error()).isCloseTo(0, within(1e-3));
    }

    @Test
    void tellsHowFarAShapeIsFromTheTemplate() {
        List<Point> turned = new ArrayList<>(TEMPLATE);
        turned.set(2, new Point(424, 502));

        assertThat(Similarity.fit(TEMPLATE, turned).error()).isBetween(8.0, 20.0);
    }

    @Test
    void theInverseLeadsBack() {
        Similarity there = new Similarity(0.3, -0.4, 20, -7, 1);
        Similarity back = there.inverse();

        assertThat(back.x(there.x(12, 34), there.y(12, 34))).isCloseTo(12, within(1e-9));
        assertThat(back.y(there.x(12, 34), there.y(12, 34))).isCloseTo(34, within(1e-9));
        assertThat(back.error()).isCloseTo(2, within(1e-9));
    }
}
