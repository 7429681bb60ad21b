package io.faceward.training;

import io.faceward.model.BundleFolder;
import io.faceward.model.ModelCard;
import io.faceward.model.Sha256;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a training run leaves and a bundle is made of: float16 weights and a card for each model. */
public final class ModelFolder {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    public ModelFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a model's weights and its card; the card's checksum is filled in. */
    void write(ModelCard card, Map<String, Tensor> weights) throws IOException {
        Path file = weights(card.id());
        new Safetensors(weights, Map.of()).write(file, true);
        JSON.writeValue(card(card.id()), card.withChecksum(Sha256.of(file)));
    }

    /** Copies a model into a bundle, in the place of the one with the same id. */
    public void publish(String id, Path bundle) throws IOException {
        ModelCard card = JSON.readValue(card(id), ModelCard.class);
        new BundleFolder(bundle).put(card, weights(id));
    }

    private Path weights(String id) {
        return folder.resolve(id + ".safetensors");
    }

    private Path card(String id) {
        return folder.resolve(id + ".card.json");
    }
}
