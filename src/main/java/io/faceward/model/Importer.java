package io.faceward.model;

import ai.djl.Device;
import io.faceward.network.Checkpoint;
import io.faceward.network.Graph;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes models of a bundle from checkpoints of public implementations. Not thread-safe. */
public final class Importer {

    private static final int DEFAULT_SIDE = 256;

    /** The largest finite float16. */
    private static final float MAX_HALF = 65504;

    private final ImportProperties properties;

    public Importer(ImportProperties properties) {
        this.properties = properties;
    }

    /**
     * Reads a checkpoint, recognises its network, tests it and puts it into the bundle.
     *
     * @throws MalformedWeightsException if the file is damaged, holds no known network, not all of it, or one that does not
     *     work
     */
    public Imported run(ImportRequest request) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(request.file(), properties.limits())) {
            Recognition.Found found = new Recognition(checkpoint, request, prior(request.prior())).find();
            Architectures architecture = found.original().architecture();
            Graph graph = architecture.architecture().graph(found.prepared().weights());
            Map<String, Tensor> weights = new LinkedHashMap<>(found.prepared().weights());
            weights.keySet().retainAll(graph.names());
            boolean half = request.half() || Safetensors.exactInHalf(weights);
            if (half) {
                requireInHalf(weights);
            }
            Path file = Files.createTempFile("import", ".safetensors");
            try {
                new Safetensors(weights, Map.of()).write(file, half);
                ModelCard card = card(request, found, graph, Sha256.of(file));
                selfTest(
                        card, architecture, graph, half ? Safetensors.read(file).tensors() : weights);
                new BundleFolder(request.bundle()).put(card, file);
                boolean sideAssumed = card.side() != null
                        && request.side() == null
                        && found.prepared().side() == null;
                return new Imported(
                        card, checkpoint.format(), checkpoint.names().size(), found.place(), half, sideAssumed);
            } finally {
                Files.delete(file);
            }
        }
    }

    private static void requireInHalf(Map<String, Tensor> weights) throws MalformedWeightsException {
        for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
            for (float value : entry.getValue().data()) {
                if (Math.abs(value) > MAX_HALF) {
                    throw new MalformedWeightsException(
                            "%s has the value %s, float16 ends at %s".formatted(entry.getKey(), value, MAX_HALF));
                }
            }
        }
    }

    private @Nullable Tensor prior(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        try (Checkpoint checkpoint = Checkpoint.open(file, properties.limits())) {
            if (checkpoint.names().size() != 1) {
                throw new MalformedWeightsException("%s holds %d tensors instead of one"
                        .formatted(file, checkpoint.names().size()));
            }
            return checkpoint.read(checkpoint.names()).values().iterator().next();
        }
    }

    private static ModelCard card(ImportRequest request, Recognition.Found found, Graph graph, String sha256)
            throws IOException {
        Preparation.Prepared prepared = found.prepared();
        String architecture = found.original().architecture().id();
        Integer known = request.side() == null ? prepared.side() : request.side();
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("file", String.valueOf(request.file().getFileName()));
        source.put("sha256", Sha256.of(request.file()));
        source.put("place", found.place());
        return new ModelCard(
                Objects.requireNonNullElse(request.name(), architecture),
                found.original().kind(),
                architecture,
                graph.parameterCount(),
                sha256,
                request.licence(),
                "Weights of others, imported",
                prepared.conditions() == null ? prepared.side() : Objects.requireNonNullElse(known, DEFAULT_SIDE),
                prepared.conditions(),
                Map.of("imported", source),
                Map.of());
    }

    private static void selfTest(ModelCard card, Architectures architecture, Graph graph, Map<String, Tensor> weights)
            throws IOException {
        List<long[]> inputs = architecture.inputShapes(card);
        long[] picture = inputs.get(0);
        try (TorchModule module = TorchModule.of(graph, weights, Device.cpu())) {
            boolean pictures =
                    card.kind().equals(ModelCard.MANIPULATOR) || card.kind().equals(ModelCard.PERTURBER);
            boolean first = true;
            for (Tensor second : seconds(card, inputs)) {
                SelfTest test = new SelfTest(module, (int) picture[1], (int) picture[2], pictures, second);
                test.run();
                if (first && !test.passesGradient()) {
                    throw new MalformedWeightsException("no gradient comes back to the picture");
                }
                first = false;
            }
        }
    }

    /** What a network takes beside a picture: every condition of a manipulator, or another picture. */
    private static List<Tensor> seconds(ModelCard card, List<long[]> inputs) {
        if (card.kind().equals(ModelCard.PERCEPTUAL_DISTANCE)) {
            return List.of(new Tensor(new float[(int) Tensor.size(inputs.get(1))], inputs.get(1)));
        }
        return Manipulator.of(card).conditions().edits(Set.of()).stream()
                .map(Edit::condition)
                .toList();
    }
}
