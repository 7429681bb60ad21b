package io.faceward.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The models of a bundle, as {@code bundle.json} lists them. Immutable. */
public record Manifest(List<ModelCard> models) {

    static final String FILE = "bundle.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Manifest {
        models = List.copyOf(models);
    }

    /** @throws tools.jackson.core.JacksonException if the content is no manifest */
    static Manifest of(byte[] content) {
        return JSON.readValue(content, Manifest.class);
    }

    /** The manifest of a bundle's folder; empty where there is none. */
    public static Manifest in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? of(Files.readAllBytes(file)) : new Manifest(List.of());
    }

    /** With this model in the place of the one of the same id, or at the end. */
    public Manifest with(ModelCard card) {
        List<ModelCard> cards = new ArrayList<>(models);
        cards.replaceAll(other -> other.id().equals(card.id()) ? card : other);
        if (!cards.contains(card)) {
            cards.add(card);
        }
        return new Manifest(cards);
    }

    /** Writes {@code bundle.json}. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }
}
