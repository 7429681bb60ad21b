package io.faceward.model;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A face swap in the way of the first deepfakes: one encoder for everybody, whose narrow code holds pose and expression,
 * and a decoder for each person that makes of it that person's face. Of our own proportions.
 *
 * <p>{@code [N,3,128,128]} in [-1,1] and one of K persons as a unit vector {@code [N,K]} to {@code [N,3,128,128]}. K is
 * read from the weights.
 */
public final class FaceSwap implements ManipulatorArchitecture {

    /** Side of its pictures. */
    public static final int SIDE = 128;

    private static final int CODE = 256;
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

    /** From 4x4 pixels to the code and back: what is not in the code is lost. */
    private static final Layer BOTTLENECK =
            sequential(conv2d(128, CODE, 4), convTranspose2d(CODE, 128, 4), leakyRelu(0.1));

    private static final Layer LAYERS_OF_DECODER = sequential(
            up(128, 128),
            leakyRelu(0.1),
            up(128, 96),
            leakyRelu(0.1),
            up(96, 64),
            leakyRelu(0.1),
            up(64, 32),
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

    /** The network to be trained: a picture to what every decoder makes of it. */
    public static Graph untrained(int persons) {
        Graph graph = new Graph();
        Value code = graph.add("bottleneck", BOTTLENECK, graph.add("encoder", ENCODER, graph.input("image")));
        return graph.outputs(decoded(graph, persons, i -> code).toArray(Value[]::new));
    }

    /**
     * The network to be trained, where only one decoder's answer is asked for each picture: of K·N pictures, the i-th output
     * is what decoder i makes of pictures i, K + i, 2K + i and so on. The parameters are those of {@link #untrained}.
     */
    public static Graph untrainedByTurns(int persons) {
        Graph graph = new Graph();
        Value code = graph.add("bottleneck", BOTTLENECK, graph.add("encoder", ENCODER, graph.input("image")));
        String own = "torch.slice($0, 0, %d, " + Integer.MAX_VALUE + ", " + persons + ")";
        List<Value> faces = decoded(graph, persons, i -> graph.expression(own.formatted(i), code));
        return graph.outputs(faces.toArray(Value[]::new));
    }

    private record Answer(Value swapped, Value features) {}

    private static Answer answer(Graph graph, int persons) {
        Value features = graph.add("encoder", ENCODER, graph.input("image"));
        Value person = graph.input("person");
        Value code = graph.add("bottleneck", BOTTLENECK, features);
        List<Value> faces = decoded(graph, persons, i -> code);
        Value swapped = weighted(graph, faces.get(0), person, 0);
        for (int i = 1; i < persons; i++) {
            swapped = graph.expression("torch.add($0, $1)", swapped, weighted(graph, faces.get(i), person, i));
        }
        return new Answer(swapped, features);
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
        return conv2d(in, out, 4).stride(2).padding(1);
    }

    private static Conv2d up(int in, int out) {
        return convTranspose2d(in, out, 4).stride(2).padding(1);
    }
}
