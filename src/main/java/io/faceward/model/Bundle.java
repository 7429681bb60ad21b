package io.faceward.model;

import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that a service runs with: the jar's and, where configured, those of a folder. Every checksum is verified
 * when the bundle is loaded. Immutable and safe for concurrent use.
 */
public final class Bundle {

    private record Entry(ModelCard card, Architectures architecture, BundleSource source) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final ArchiveCache cache;

    private Bundle(ArchiveCache cache) {
        this.cache = cache;
    }

    /**
     * Loads and verifies.
     *
     * @throws BrokenBundleException naming the first file that is missing, altered or of an unknown architecture
     */
    public static Bundle load(BundleProperties properties) {
        Bundle bundle = new Bundle(new ArchiveCache(properties.cache()));
        bundle.add(new BundleSource.Jar());
        @Nullable Path folder = properties.folder();
        if (folder != null) {
            bundle.add(new BundleSource.Folder(folder));
        }
        return bundle;
    }

    /** All models, in the order of the manifests. */
    public List<ModelCard> models() {
        return entries.values().stream().map(Entry::card).toList();
    }

    public Optional<ModelCard> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::card);
    }

    /**
     * Shapes of a model's inputs, without the batch dimension.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public List<long[]> inputShapes(String id) {
        Entry entry = entry(id);
        return entry.architecture().inputShapes(entry.card());
    }

    /** The deepfake models, in the order of the manifests. */
    public List<Manipulator> manipulators() {
        return models().stream()
                .filter(card -> card.kind().equals(ModelCard.MANIPULATOR))
                .map(Manipulator::of)
                .toList();
    }

    /**
     * The model as a TorchScript archive, packed when it is first asked for.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public Path archive(String id, Precision precision) throws IOException {
        Entry entry = entry(id);
        var weights = Safetensors.read(verified(entry.card(), entry.source())).tensors();
        return cache.archive(entry.card(), entry.architecture().architecture().graph(weights), weights, precision);
    }

    private Entry entry(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("no model " + id);
        }
        return entry;
    }

    private void add(BundleSource source) {
        for (ModelCard card : manifest(source).models()) {
            Architectures architecture = Architectures.named(card.architecture())
                    .orElseThrow(() -> new BrokenBundleException("%s: %s has the unknown architecture %s"
                            .formatted(source, card.id(), card.architecture())));
            try {
                var weights = Safetensors.read(verified(card, source)).tensors();
                architecture.architecture().graph(weights).check(weights);
            } catch (MalformedWeightsException e) {
                throw new BrokenBundleException("%s: %s: %s".formatted(source, file(card), e.getMessage()), e);
            }
            entries.put(card.id(), new Entry(card, architecture, source));
        }
    }

    private static BundleFolder.Manifest manifest(BundleSource source) {
        try {
            return JsonMapper.shared().readValue(source.read(BundleFolder.MANIFEST), BundleFolder.Manifest.class);
        } catch (IOException | JacksonException e) {
            throw new BrokenBundleException(source + ": " + BundleFolder.MANIFEST + " cannot be read", e);
        }
    }

    private static byte[] verified(ModelCard card, BundleSource source) {
        byte[] bytes;
        try {
            bytes = source.read(file(card));
        } catch (IOException e) {
            throw new BrokenBundleException("%s: %s cannot be read".formatted(source, file(card)), e);
        }
        String actual = Sha256.of(bytes);
        if (!actual.equals(card.sha256())) {
            throw new BrokenBundleException("%s: %s has checksum %s, the manifest says %s"
                    .formatted(source, file(card), actual, card.sha256()));
        }
        return bytes;
    }

    private static String file(ModelCard card) {
        return card.id() + ".safetensors";
    }
}
