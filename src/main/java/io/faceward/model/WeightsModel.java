package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model of safetensors, whose architecture is one of ours. */
record WeightsModel(ModelCard card, Architectures architecture, BundleSource source, ArchiveCache cache)
        implements Model {

    /**
     * A model whose file is there, unaltered, and fits its architecture.
     *
     * @throws BrokenBundleException if not
     */
    static WeightsModel verified(ModelCard card, BundleSource source, ArchiveCache cache) {
        Architectures architecture = Architectures.named(card.architecture())
                .orElseThrow(() -> new BrokenBundleException(
                        "%s: %s has the unknown architecture %s".formatted(source, card.id(), card.architecture())));
        WeightsModel model = new WeightsModel(card, architecture, source, cache);
        try {
            Map<String, Tensor> weights = model.weights();
            architecture.architecture().graph(weights).check(weights);
        } catch (MalformedWeightsException e) {
            throw new BrokenBundleException("%s: %s: %s".formatted(source, model.file(), e.getMessage()), e);
        }
        return model;
    }

    @Override
    public List<long[]> inputShapes() {
        return architecture.inputShapes(card);
    }

    @Override
    public Path archive(Precision precision) throws IOException {
        return archive(architecture.architecture()::graph, precision);
    }

    @Override
    public Path archiveWithFeatures(Precision precision) throws IOException {
        if (architecture.architecture() instanceof ManipulatorArchitecture manipulator) {
            return archive(manipulator::withFeatures, precision);
        }
        throw new UnsupportedOperationException(card.id() + " has no features");
    }

    private Path archive(Architecture graphs, Precision precision) throws IOException {
        Map<String, Tensor> weights = weights();
        Graph graph = graphs.graph(weights);
        TorchScript form = TorchScript.forInference(precision, graph);
        return cache.archive(card, form + form.source(graph, weights), file -> form.write(graph, weights, file));
    }

    private Map<String, Tensor> weights() throws MalformedWeightsException {
        byte[] bytes;
        try {
            bytes = source.read(file());
        } catch (IOException e) {
            throw new BrokenBundleException("%s: %s cannot be read".formatted(source, file()), e);
        }
        String actual = Sha256.of(bytes);
        if (!actual.equals(card.sha256())) {
            throw new BrokenBundleException(
                    "%s: %s has checksum %s, the manifest says %s".formatted(source, file(), actual, card.sha256()));
        }
        return Safetensors.read(bytes).tensors();
    }

    private String file() {
        return card.id() + ".safetensors";
    }
}
