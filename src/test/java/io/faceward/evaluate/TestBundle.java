package io.faceward.evaluate;

import io.faceward.SharedData;
import io.faceward.model.BundleFolder;
import io.faceward.model.Conditions;
import io.faceward.model.ModelCard;
import io.faceward.model.Sha256;
import io.faceward.model.StarGan;
import io.faceward.network.Graph;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** A bundle's folder with a small untrained StarGAN, a recogniser and the perceptual network. */
public final class TestBundle {

    public static final String STARGAN = "stargan";

    private static final List<String> HAIR = List.of("black-hair", "blond-hair", "brown-hair");
    private static final Conditions LABELS =
            Conditions.labels(List.of("black-hair", "blond-hair", "brown-hair", "male", "young"), List.of(HAIR));

    private TestBundle() {}

    /** Writes the bundle; tests that call it need the shared data. */
    public static void write(Path folder) throws IOException {
        Path weights = SharedData.data("weights");
        Graph graph = new StarGan().untrained(8, 5, 2);
        Map<String, Tensor> fresh =
                graph.initialise(RandomGeneratorFactory.of("L64X128MixRandom").create(7));
        new Safetensors(fresh, Map.of()).write(folder.resolve(STARGAN + ".safetensors"), true);
        Files.copy(
                weights.resolve("recogniser/mobilefacenet_relu6_ms1m.safetensors"),
                folder.resolve("recogniser.safetensors"));
        Files.copy(
                weights.resolve("perceptual/lpips_style_squeezenet11.safetensors"),
                folder.resolve("perceptual.safetensors"));
        BundleFolder bundle = new BundleFolder(folder);
        bundle.put(card(folder, STARGAN, "manipulator", "stargan", 64, LABELS));
        bundle.put(card(folder, "recogniser", "recogniser", "mobile-face-net", null, null));
        bundle.put(card(folder, "perceptual", "perceptual-distance", "perceptual-distance", null, null));
    }

    private static ModelCard card(
            Path folder,
            String id,
            String kind,
            String architecture,
            @Nullable Integer side,
            @Nullable Conditions conditions)
            throws IOException {
        return new ModelCard(
                id,
                kind,
                architecture,
                1,
                Sha256.of(Files.readAllBytes(folder.resolve(id + ".safetensors"))),
                "Apache-2.0",
                "For tests",
                side,
                conditions,
                Map.of(),
                Map.of());
    }
}
