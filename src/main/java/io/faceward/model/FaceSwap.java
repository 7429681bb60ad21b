package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A face swap in the way of the first deepfakes: one encoder for everybody, whose narrow code holds pose, expression and
 * light, and a decoder for each person that makes of it that person's face. The networks see a window around the face, and
 * what they draw is laid over the picture under a soft oval, as those programs did. Of our own proportions.
 *
 * <p>{@code [N,3,128,128]} in [-1,1] and one of K persons as a unit vector {@code [N,K]} to {@code [N,3,128,128]}. K is
 * read from the weights.
 */
public final class FaceSwap implements ManipulatorArchitecture {

    /** Side of its pictures. */
    public static final int SIDE = 128;

    /** Side of the window that the networks see and draw, and where it lies in the picture. */
    public static final int WINDOW = 96;

    public static final int LEFT = (SIDE - WINDOW) / 2;
    public static final int TOP = SIDE - WINDOW;

    /** Name of the oval among the weights. */
    public static final String OVAL = "oval";

    /** Eyebrows, eyes, nose, mouth and most of the cheeks of a face that is aligned, in pixels of the window. */
    private static final double CENTRE_X = 48;

    private static final double CENTRE_Y = 48;
    private static final double RADIUS_X = 34;
    private static final double RADIUS_Y = 44;

    /** Part of the radius over which the oval fades. */
    private static final double SOFT_EDGE = 0.3;

    private static final int CODE = 192;
    private static final String DECODER = "decoder.%d";

    private static final Layer ENCODER = sequential(
            down(3, 32),
            leakyRelu(0.1),
            down(32, 64),
            leakyRelu(0.1),
            down(64, 128),
            leakyRelu(0.1),
            down(128, 192),
            leakyRelu(0.1),
            down(192, 128),
            leakyRelu(0.1));

    /** From 3x3 pixels to the code and back: what is not in the code is lost. */
    private static final Layer BOTTLENECK =
            sequential(conv2d(128, CODE, 3), convTranspose2d(CODE, 96, 3), leakyRelu(0.1));

    private static final Layer LAYERS_OF_DECODER = sequential(
            up(96, 96),
            leakyRelu(0.1),
            up(96, 80),
            leakyRelu(0.1),
            up(80, 48),
            leakyRelu(0.1),
            up(48, 32),
            leakyRelu(0.1),
            up(32, 16),
            leakyRelu(0.1),
            conv2d(16, 3, 3).padding(1),
            tanh());

    @Override
    public Graph graph(Map<String, Tensor> weights) throws MalformedWeightsException {
        Graph graph = new Graph();
        return graph.outputs(answer(graph, persons(weights)).swapped);
    }

    @Override
    public Graph withFeatures(Map<String, Tensor> weights) throws MalformedWeightsException {
        Graph graph = new Graph();
        Answer answer = answer(graph, persons(weights));
        return graph.outputs(answer.swapped, answer.features);
    }

    /** Every person's face at once: the i-th output is the picture with that of person i. */
    public static Graph everyone(int persons) {
        Graph graph = new Graph();
        Value image = graph.input("image");
        Value code = graph.add("bottleneck", BOTTLENECK, encoded(graph, image));
        String oval = oval(graph);
        return graph.outputs(decoded(graph, persons, i -> code).stream()
                .map(face -> laid(graph, face, image, oval))
                .toArray(Value[]::new));
    }

    /**
     * The network to be trained, where only one decoder's answer is asked for each picture: of K·N pictures, the i-th output
     * is the window that decoder i makes of pictures i, K + i, 2K + i and so on.
     */
    public static Graph trained(int persons) {
        Graph graph = new Graph();
        Value code = graph.add("bottleneck", BOTTLENECK, encoded(graph, graph.input("image")));
        String own = "torch.slice($0, 0, %d, " + Integer.MAX_VALUE + ", " + persons + ")";
        List<Value> faces = decoded(graph, persons, i -> graph.expression(own.formatted(i), code));
        return graph.outputs(faces.toArray(Value[]::new));
    }

    private record Answer(Value swapped, Value features) {}

    private static Answer answer(Graph graph, int persons) {
        Value image = graph.input("image");
        Value features = encoded(graph, image);
        Value person = graph.input("person");
        Value code = graph.add("bottleneck", BOTTLENECK, features);
        List<Value> faces = decoded(graph, persons, i -> code);
        Value swapped = weighted(graph, faces.get(0), person, 0);
        for (int i = 1; i < persons; i++) {
            swapped = graph.expression("torch.add($0, $1)", swapped, weighted(graph, faces.get(i), person, i));
        }
        return new Answer(laid(graph, swapped, image, oval(graph)), features);
    }

    private static Value encoded(Graph graph, Value image) {
        Value window = graph.expression(
                "torch.slice(torch.slice($0, 2, %d, %d), 3, %d, %d)".formatted(TOP, TOP + WINDOW, LEFT, LEFT + WINDOW),
                image);
        return graph.add("encoder", ENCODER, window);
    }

    private static String oval(Graph graph) {
        return graph.buffer(OVAL, Init.ZEROS, 1, 1, SIDE, SIDE);
    }

    /** The picture with a window's face in it. */
    private static Value laid(Graph graph, Value face, Value image, String oval) {
        Value whole = graph.expression(
                "torch.constant_pad_nd($0, [%d, %d, %d, %d], 0.)"
                        .formatted(LEFT, SIDE - WINDOW - LEFT, TOP, SIDE - WINDOW - TOP),
                face);
        return graph.expression("torch.add($1, torch.mul($2, torch.sub($0, $1)))", whole, image, oval);
    }

    /** The oval, {@code [1,1,128,128]}: 1 where the picture shows the decoder's face, 0 where it stays as it is. */
    public static Tensor oval() {
        float[] oval = new float[SIDE * SIDE];
        for (int i = 0; i < oval.length; i++) {
            double x = i % SIDE + 0.5 - LEFT - CENTRE_X;
            double y = i / SIDE + 0.5 - TOP - CENTRE_Y;
            double radius = Math.hypot(x / RADIUS_X, y / RADIUS_Y);
            oval[i] = (float) Math.min(1, Math.max(0, (1 - radius) / SOFT_EDGE));
        }
        return new Tensor(oval, 1, 1, SIDE, SIDE);
    }

    /** @param code of each decoder */
    private static List<Value> decoded(Graph graph, int persons, IntFunction<Value> code) {
        List<Value> faces = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            faces.add(graph.add(DECODER.formatted(i), LAYERS_OF_DECODER, code.apply(i)));
        }
        return faces;
    }

    private static Value weighted(Graph graph, Value face, Value person, int i) {
        return graph.expression(
                "torch.mul($0, torch.unsqueeze(torch.unsqueeze(torch.slice($1, 1, %d, %d), 2), 3))".formatted(i, i + 1),
                face,
                person);
    }

    private static int persons(Map<String, Tensor> weights) throws MalformedWeightsException {
        int persons = 0;
        while (weights.containsKey((DECODER + ".0.weight").formatted(persons))) {
            persons++;
        }
        if (persons == 0) {
            throw new MalformedWeightsException("decoder.0.0.weight is missing: not a face swap");
        }
        return persons;
    }

    private static Conv2d down(int in, int out) {
        return conv2d(in, out, 3).stride(2).padding(1);
    }

    private static Conv2d up(int in, int out) {
        return convTranspose2d(in, out, 4).stride(2).padding(1);
    }
}
