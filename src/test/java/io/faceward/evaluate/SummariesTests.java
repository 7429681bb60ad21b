package io.faceward.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Square;
import io.faceward.model.Bundle;
import io.faceward.model.BundleProperties;
import io.faceward.model.Ceiling;
import io.faceward.model.ModelCard;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SummariesTests {

    @Test
    void anEditThatDoesNothingIsCountedApart(@TempDir Path cache) {
        Summaries summaries = new Summaries(Bundle.load(new BundleProperties(null, cache)));

        Summary summary = summaries.of(
                List.of(
                        entry("1.jpg", "a", trial(0.06, false), trial(9, true)),
                        entry("2.jpg", "a", trial(0.02, false)),
                        entry("3.jpg", "b", trial(0.07, false))),
                Set.of("surrogate"),
                Map.of());

        assertThat(summary.photos()).isEqualTo(3);
        assertThat(summary.people()).isEqualTo(2);
        Cell cell = summary.cells().get(0);
        assertThat(cell.trials()).isEqualTo(3);
        assertThat(cell.idle()).isEqualTo(1);
        assertThat(cell.l2().value()).isCloseTo(0.05, within(1e-12));
        assertThat(cell.rate(Rule.L2, false).successes()).isEqualTo(2);
        assertThat(cell.rate(Rule.ID_GUARD, false)).isNull();
        assertThat(cell.identity()).isNull();
        assertThat(summary.manipulators().get(0).attacked()).isTrue();
    }

    @Test
    void theCalibratedThresholdIsAFifthOfTheCeilingButNeverAboveThePapers() {
        assertThat(new Ceiling(0.03, 20, 100, 0.05).threshold()).isCloseTo(0.006, within(1e-12));
        assertThat(new Ceiling(1.3, 20, 100, 0.05).threshold()).isEqualTo(Rule.PAPERS);
        Ceiling ofFace = new Ceiling(0.03, 20, 100, 0.05, 0.1, null);
        assertThat(Rule.L2.threshold(ofFace)).isCloseTo(0.006, within(1e-9));
        assertThat(Rule.ID_GUARD.threshold(ofFace)).isCloseTo(0.02, within(1e-9));
    }

    @Test
    void aCardKeepsACeilingBesideItsOtherFigures() {
        ModelCard card = new ModelCard(
                "a",
                "manipulator",
                "stargan",
                1,
                "",
                "MIT",
                "",
                null,
                null,
                Map.of(),
                Map.of("faces", 5, "ceiling", "?"));
        assertThat(Ceiling.of(card)).isEmpty();

        ModelCard kept = new Ceiling(0.03, 20, 100, 0.05).keptIn(card);

        JsonMapper json = JsonMapper.shared();
        ModelCard read = json.readValue(json.writeValueAsString(kept), ModelCard.class);
        assertThat(Ceiling.of(kept)).contains(new Ceiling(0.03, 20, 100, 0.05));
        assertThat(Ceiling.of(read)).contains(new Ceiling(0.03, 20, 100, 0.05));
        assertThat(read.figures()).containsEntry("faces", 5);
    }

    private static Entry entry(String name, String person, Trial... trials) {
        FaceEvaluation face = new FaceEvaluation(
                new FaceEvaluation.Box(0, 0, 10, 10), 1, new Square(0, 0, 18), Map.of(), Arrays.asList(trials));
        return new Entry(name, person, new PhotoEvaluation(100, 100, 1, List.of(face), List.of()));
    }

    private static Trial trial(double l2, boolean idle) {
        return new Trial(
                "surrogate",
                "reconstruction",
                "none",
                Treatment.PROTECTED,
                0.1,
                idle,
                new Disruption(l2, null, l2, null, null, 1, 0));
    }
}
