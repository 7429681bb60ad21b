package io.faceward.model;

import io.faceward.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that a service runs with: the jar's and, where configured, those of a folder. Every checksum is verified
 * when the bundle is loaded. Immutable and safe for concurrent use.
 */
public final class Bundle {

    private final Map<String, Model> models = new LinkedHashMap<>();
    private final ArchiveCache cache;

    private Bundle(ArchiveCache cache) {
        this.cache = cache;
    }

    /**
     * Loads and verifies.
     *
     * @throws BrokenBundleException naming the first file that is missing, altered, of an unknown architecture or cannot be
     *     run
     */
    public static Bundle load(BundleProperties properties) {
        Bundle bundle = new Bundle(new ArchiveCache(properties.cache()));
        bundle.addManifest(new BundleSource.Jar());
        @Nullable Path folder = properties.folder();
        if (folder != null) {
            boolean dropIns = bundle.addDropIns(folder);
            if (!dropIns || Files.exists(folder.resolve(BundleFolder.MANIFEST))) {
                bundle.addManifest(new BundleSource.Folder(folder));
            }
        }
        return bundle;
    }

    /** All models, in the order of the manifests. */
    public List<ModelCard> models() {
        return models.values().stream().map(Model::card).toList();
    }

    public Optional<ModelCard> find(String id) {
        return Optional.ofNullable(models.get(id)).map(Model::card);
    }

    /**
     * Shapes of a model's inputs, without the batch dimension.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public List<long[]> inputShapes(String id) {
        return model(id).inputShapes();
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
        return model(id).archive(precision);
    }

    /**
     * A manipulator as a TorchScript archive with two answers: the edited image, and the features in its middle that
     * ID-Guard's feature loss compares.
     *
     * @throws IllegalArgumentException if there is no such model
     * @throws UnsupportedOperationException if it has no features
     */
    public Path archiveWithFeatures(String id, Precision precision) throws IOException {
        return model(id).archiveWithFeatures(precision);
    }

    private Model model(String id) {
        Model model = models.get(id);
        if (model == null) {
            throw new IllegalArgumentException("no model " + id);
        }
        return model;
    }

    private void addManifest(BundleSource source) {
        for (ModelCard card : manifest(source).models()) {
            models.put(card.id(), WeightsModel.verified(card, source, cache));
        }
    }

    /** Adds the TorchScript archives that have a description beside them; whether there are any. */
    private boolean addDropIns(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> archives = files.filter(file -> file.toString().endsWith(".pt"))
                    .sorted()
                    .toList();
            for (Path archive : archives) {
                Path json =
                        archive.resolveSibling(archive.getFileName().toString().replaceAll("\\.pt$", ".json"));
                if (!Files.exists(json)) {
                    throw new BrokenBundleException("%s has no description %s".formatted(archive, json.getFileName()));
                }
                Model model = TorchScriptModel.tested(archive, json, cache);
                models.put(model.card().id(), model);
            }
            return !archives.isEmpty();
        } catch (IOException e) {
            throw new BrokenBundleException("bundle %s cannot be read".formatted(folder), e);
        }
    }

    private static BundleFolder.Manifest manifest(BundleSource source) {
        try {
            return JsonMapper.shared().readValue(source.read(BundleFolder.MANIFEST), BundleFolder.Manifest.class);
        } catch (IOException | JacksonException e) {
            throw new BrokenBundleException(source + ": " + BundleFolder.MANIFEST + " cannot be read", e);
        }
    }
}
