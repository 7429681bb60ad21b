package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.concatenated;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.sigmoid;
import static io.faceward.network.Layers.tanh;
import static io.faceward.network.Layers.tiled;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Value;

/**
 * STGAN's gated cell between encoder and decoder: from the encoder's features f, the state s of the unit below and the
 * change c it makes ŝ = up(s, c), r = σ(f, ŝ), z = σ(f, ŝ), the answer (1 − z)·ŝ + z·tanh(f, r·ŝ) and, as the public code
 * does, the new state r·ŝ.
 *
 * @param in channels of s and c
 * @param out channels of f, ŝ and the answer
 * @param kernel side of the gates' convolutions
 */
record SelectiveTransferUnit(String name, int in, int out, int kernel) {

    record Transfer(Value output, Value state) {}

    static SelectiveTransferUnit of(Sizes sizes, String name) throws MalformedWeightsException {
        String upsample = name + ".upsample";
        int kernel = sizes.of(name + ".reset_gate.0.weight", 4, 2);
        return new SelectiveTransferUnit(name, sizes.filters(upsample), sizes.channels(upsample), kernel);
    }

    Transfer add(Graph graph, Value features, Value below, Value change) {
        Layer up = convTranspose2d(in, out, 4).stride(2).padding(1).withoutBias();
        Value raised = graph.add(name + ".upsample", up, graph.add("", tiled(change), below));
        Value reset = gate(graph, "reset_gate", sigmoid(), features, raised);
        Value update = gate(graph, "update_gate", sigmoid(), features, raised);
        Value state = graph.expression("torch.mul($0, $1)", reset, raised);
        Value hidden = gate(graph, "hidden", tanh(), features, state);
        Value output = graph.expression(
                "torch.add(torch.mul(torch.rsub($0, 1), $1), torch.mul($0, $2))", update, raised, hidden);
        return new Transfer(output, state);
    }

    private Value gate(Graph graph, String gate, Layer activation, Value features, Value state) {
        Layer convolution = conv2d(2 * out, out, kernel).padding(kernel / 2).withoutBias();
        return graph.add(
                name + "." + gate,
                sequential(convolution, batchNorm2d(out), activation),
                graph.add("", concatenated(state), features));
    }
}
