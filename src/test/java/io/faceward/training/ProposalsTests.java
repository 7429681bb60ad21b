package io.faceward.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.faceward.face.CloseUp;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProposalsTests {

    private static final Face FACE = face(100, 100, 80);
    private static final Face DOUBTFUL = face(250, 250, 60);
    private static final Scene SCENE = scene(List.of(FACE), List.of(DOUBTFUL));

    @Test
    void aCandidateIsAFaceWhereItOverlapsOneAndNoneWhereItDoesNot() {
        Proposal near = Proposal.of(face(108, 104, 84), SCENE);
        assertThat(near.isFace()).isTrue();
        assertThat(near.truth()).isEqualTo(FACE);
        assertThat(near.closeUp()).isEqualTo(CloseUp.of(face(108, 104, 84)));

        assertThat(Proposal.of(face(10, 300, 40), SCENE).isFalse()).isTrue();
        assertThat(Proposal.of(face(155, 100, 80), SCENE).isFalse()).isTrue();
        assertThat(Proposal.of(face(120, 120, 20), SCENE).isFalse()).isTrue();
    }

    @Test
    void halfAFaceIsLocatedButNotJudged() {
        Proposal half = Proposal.of(face(136, 100, 80), SCENE);
        assertThat(half.truth()).isEqualTo(FACE);
        assertThat(half.judged()).isFalse();
    }

    @Test
    void whatIsAboutADoubtfulFaceIsNotJudged() {
        assertThat(Stream.of(face(255, 250, 60), face(240, 270, 90), face(265, 265, 20))
                        .map(candidate -> Proposal.of(candidate, SCENE)))
                .allMatch(proposal -> !proposal.judged() && proposal.truth() == null);
    }

    @Test
    void aSceneIsLookedAtWithAndWithoutItsFaces() {
        List<Proposal> proposals = Proposals.of(SCENE, List.of(), new SplittableRandom(1));
        assertThat(proposals).hasSize(Proposals.COUNT);
        assertThat(proposals.stream().filter(Proposal::isFace)).hasSizeBetween(10, 20);
        assertThat(proposals.stream().filter(Proposal::isFalse)).hasSizeBetween(5, 20);
        assertThat(Proposals.of(SCENE, List.of(), new SplittableRandom(1))).isEqualTo(proposals);

        assertThat(Proposals.of(scene(List.of(), List.of()), List.of(), new SplittableRandom(1)))
                .hasSize(Proposals.COUNT)
                .allMatch(Proposal::isFalse);
    }

    @Test
    void falseAlarmsOfTheFirstStageComeFirst() {
        List<Face> alarms =
                IntStream.range(0, 5).mapToObj(i -> face(10 + 40 * i, 320, 30)).toList();
        List<Face> finds =
                Stream.concat(Stream.of(face(104, 98, 80)), alarms.stream()).toList();

        List<Proposal> proposals = Proposals.of(SCENE, finds, new SplittableRandom(1));

        assertThat(proposals.subList(0, 5)).allMatch(Proposal::isFalse);
        assertThat(proposals.subList(0, 5).stream().map(Proposal::closeUp))
                .containsExactlyElementsOf(alarms.stream().map(CloseUp::of).toList());
        assertThat(proposals.get(5).closeUp()).isEqualTo(CloseUp.of(finds.get(0)));
    }

    private static Scene scene(List<Face> faces, List<Face> doubtful) {
        return new Scene(new Pixels(384, 384, new byte[3 * 384 * 384]), faces, doubtful);
    }

    private static Face face(float x, float y, float side) {
        List<Point> landmarks = IntStream.range(0, 5)
                .mapToObj(i -> new Point(x + side * (i + 1) / 6, y + side / 2))
                .toList();
        return new Face(x, y, side, side, 0.9f, landmarks);
    }
}
