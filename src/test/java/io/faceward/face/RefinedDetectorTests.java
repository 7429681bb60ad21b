package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.faceward.image.Pixels;
import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both stages with networks that can be foretold: fixed candidates, and white squares for faces. */
class RefinedDetectorTests {

    private static final int SIDE = 640;

    /** The second stage's answer about every close-up: a box of half its side, a tenth to the right of its middle. */
    private static final float WIDTH = 0.5f;

    private static final float RIGHT = 0.1f;

    @Test
    void theSecondStageJudgesAndMovesWhatTheFirstStageFound() {
        Pixels photo = Photos.plain(SIDE, SIDE, 0);
        white(photo, 100, 100, 56);
        List<Face> candidates = List.of(candidate(0.3f, 108, 108), candidate(0.9f, 400, 400));

        List<Face> faces = detect(photo, candidates, Map.of());

        assertThat(faces).hasSize(1);
        Face face = faces.get(0);
        assertThat(face.score()).isCloseTo(0.88f, within(0.01f));
        // The first look moves it by a tenth of 56 pixels; of the others, at 34, 39 and 45 pixels, the mirrored ones
        // move it
        // back.
        assertThat(face.width()).isCloseTo((34 + 39 + 45) / 3f / 2, within(0.01f));
        assertThat(face.centre().x()).isCloseTo(128 + 5.6f, within(0.5f));
        assertThat(face.centre().y()).isCloseTo(128, within(0.5f));
        assertThat(face.landmarks()).hasSize(5).allMatch(point -> point.distance(face.centre()) < 0.01);
    }

    @Test
    void candidatesThatTurnOutToBeOneFaceAreMerged() {
        Pixels photo = Photos.plain(SIDE, SIDE, 255);
        List<Face> candidates = List.of(candidate(0.3f, 100, 100), candidate(0.4f, 125, 100));

        assertThat(detect(photo, candidates, Map.of())).hasSize(2);
        assertThat(detect(photo, List.of(candidate(0.3f, 100, 100), candidate(0.4f, 119, 100)), Map.of()))
                .hasSize(1);
    }

    @Test
    void unlikelyCandidatesAndTooManyAreNotLookedAt() {
        Pixels photo = Photos.plain(SIDE, SIDE, 255);
        List<Face> candidates = IntStream.range(0, 121)
                .mapToObj(i -> candidate(0.3f, i % 11 * 56, i / 11 * 56))
                .toList();

        assertThat(detect(photo, candidates, Map.of("min-side", "16"))).hasSize(121);
        assertThat(detect(photo, candidates, Map.of("own-candidates", "70"))).hasSize(70);
        assertThat(detect(photo, candidates, Map.of("own-candidate-score", "0.31")))
                .isEmpty();
        assertThat(detect(photo, candidates, Map.of("own-score", "0.9"))).isEmpty();
    }

    @Test
    void impossibleCandidatesAreNotLookedAt() {
        Pixels photo = Photos.plain(SIDE, SIDE, 255);
        List<Face> candidates = List.of(
                new Face(0, 0, Float.POSITIVE_INFINITY, 40, 0.9f, points(0, 0)),
                new Face(0, 0, Float.NaN, 40, 0.9f, points(0, 0)),
                new Face(0, 0, 1e9f, 1e9f, 0.9f, points(0, 0)));

        assertThat(detect(photo, candidates, Map.of())).isEmpty();
    }

    private static List<Face> detect(Pixels photo, List<Face> candidates, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("min-side", "16", "max-faces", "200", "detectors", "1"));
        all.putAll(properties);
        try (FaceDetector detector =
                FaceDetectors.own(FaceProperties.with(all), () -> fixed(candidates), RefinedDetectorTests::whiteness)) {
            return detector.detect(photo);
        }
    }

    private static Face candidate(float score, float x, float y) {
        return new Face(x, y, 40, 40, score, points(x, y));
    }

    private static List<Face.Point> points(float x, float y) {
        return IntStream.range(0, 5).mapToObj(i -> new Face.Point(x, y)).toList();
    }

    /** Answers the same candidates to every picture. */
    private static TorchModule fixed(List<Face> candidates) {
        int count = candidates.size();
        float[] values = new float[15 * count];
        for (int i = 0; i < count; i++) {
            Face face = candidates.get(i);
            float[] candidate = new float[15];
            candidate[0] = face.score();
            candidate[1] = face.width();
            candidate[2] = face.height();
            candidate[3] = face.centre().x();
            candidate[9] = face.centre().y();
            for (int k = 0; k < 15; k++) {
                values[k * count + i] = candidate[k];
            }
        }
        Graph graph = new Graph();
        graph.input("image");
        String name = graph.parameter("candidates", Init.ZEROS, 1, 15, count);
        graph.outputs(graph.expression("torch.mul($0, 1)", name));
        return module(graph, Map.of(name, new Tensor(values, 1, 15, count)));
    }

    /** Takes the whiter for the likelier. */
    private static TorchModule whiteness() {
        Graph graph = new Graph();
        Value mean = graph.expression("torch.mean(torch.flatten($0, 1), [1], True, dtype=None)", graph.input("image"));
        Value score = graph.expression("torch.sigmoid(torch.mul($0, 2))", mean);
        String name = graph.parameter("geometry", Init.ZEROS, 1, 14);
        graph.outputs(graph.expression("torch.cat([$0, torch.expand($1, [torch.size($0, 0), 14])], 1)", score, name));
        float[] geometry = new float[14];
        geometry[0] = WIDTH;
        geometry[1] = WIDTH;
        for (int i = 2; i < 8; i++) {
            geometry[i] = RIGHT;
        }
        return module(graph, Map.of(name, new Tensor(geometry, 1, 14)));
    }

    private static TorchModule module(Graph graph, Map<String, Tensor> weights) {
        try {
            return TorchModule.of(graph, weights, Device.cpu());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void white(Pixels photo, int x, int y, int side) {
        for (int row = y; row < y + side; row++) {
            for (int i = 3 * x; i < 3 * (x + side); i++) {
                photo.rgb()[3 * row * photo.width() + i] = (byte) 255;
            }
        }
    }
}
