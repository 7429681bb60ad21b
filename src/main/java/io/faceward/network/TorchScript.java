package io.faceward.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a {@link Graph} with its weights as a TorchScript archive that libtorch loads. Plain Java: no engine, no Python.
 *
 * @param precision what the network computes in
 * @param channelsLast whether activations and kernels lie in memory with the channel innermost, which convolutions like
 *     and instance normalisation does not
 * @param training whether batch normalisation uses and updates the statistics of the batch. Weights then stay float32
 *     and are narrowed where they are used (mixed precision), so that an optimiser can change them
 */
public record TorchScript(Precision precision, boolean channelsLast, boolean training) {

    /** For answering requests, and for networks that gradients only pass through. */
    public static TorchScript forInference(Precision precision, Graph graph) {
        return new TorchScript(precision, !graph.normalisesInstances(), false);
    }

    /** For networks whose weights are being trained. */
    public static TorchScript forTraining(Precision precision, Graph graph) {
        return new TorchScript(precision, !graph.normalisesInstances(), true);
    }

    /**
     * Writes the archive.
     *
     * @throws MalformedWeightsException if the weights are not those of the graph
     */
    public void write(Graph graph, Map<String, Tensor> weights, Path file) throws IOException {
        graph.check(weights);
        var network = prepared(graph, weights);
        TorchScriptSource source = new TorchScriptSource(this);
        String text = source.write(graph, network.nodes());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            TorchScriptArchive.write(
                    out,
                    text,
                    source.parameters(),
                    network.weights(),
                    training ? Precision.FLOAT32 : precision,
                    channelsLast);
        }
    }

    /** The program of the archive, without the weights. */
    public String source(Graph graph, Map<String, Tensor> weights) {
        return new TorchScriptSource(this).write(graph, prepared(graph, weights).nodes());
    }

    private BatchNormFolding.Folded prepared(Graph graph, Map<String, Tensor> weights) {
        return training ? new BatchNormFolding.Folded(graph.nodes(), weights) : BatchNormFolding.fold(graph, weights);
    }

    /** The attribute under which an archive, and so the engine, knows a parameter. */
    public static String attribute(String parameter) {
        return "w_" + parameter.replaceAll("\\W", "_");
    }
}
