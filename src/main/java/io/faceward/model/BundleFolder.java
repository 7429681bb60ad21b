package io.faceward.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A bundle's folder to write to; for one process at a time. */
public final class BundleFolder {

    static final String MANIFEST = "bundle.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    record Manifest(List<ModelCard> models) {}

    private final Path folder;

    public BundleFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts a model in the place of the one with the same id: first its weights, then the manifest, each in one step, so
     * that a service that starts meanwhile finds neither half written.
     *
     * @param weights a file of safetensors with the checksum that the card names; it is copied
     */
    public void put(ModelCard card, Path weights) throws IOException {
        Path manifest = Files.createDirectories(folder).resolve(MANIFEST);
        List<ModelCard> cards = new ArrayList<>(
                Files.exists(manifest)
                        ? JSON.readValue(manifest, Manifest.class).models()
                        : List.of());
        cards.removeIf(other -> other.id().equals(card.id()));
        cards.add(card);
        replace(folder.resolve(card.id() + ".safetensors"), part -> Files.copy(weights, part));
        replace(manifest, part -> JSON.writeValue(part, new Manifest(cards)));
    }

    private interface Writer {
        void write(Path part) throws IOException;
    }

    private static void replace(Path file, Writer writer) throws IOException {
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            writer.write(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
