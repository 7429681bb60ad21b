package io.faceward.model;

import ai.djl.Device;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScriptAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's TorchScript archive, tested. It computes in float32, whatever the device could do. */
record TorchScriptModel(ModelCard card, DropIn description, Path file, ArchiveCache cache) implements Model {

    private static final Logger log = LoggerFactory.getLogger(TorchScriptModel.class);
    private static final String ARCHITECTURE = "torchscript";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Reads a description and runs the archive beside it once, forwards and, to find out whether it can, backwards.
     *
     * @throws BrokenBundleException if they do not fit together, or the archive cannot be run
     */
    static TorchScriptModel tested(Path file, Path json, ArchiveCache cache) {
        try {
            DropIn description = JSON.readValue(json, DropIn.class);
            String name = String.valueOf(file.getFileName()).replaceAll("\\.pt$", "");
            TorchScriptModel untested =
                    new TorchScriptModel(card(name, description, Sha256.of(file), 0, true), description, file, cache);
            return untested.test(name);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new BrokenBundleException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private TorchScriptModel test(String name) throws IOException {
        int size = description.size();
        Path archive = archive(description.adapter(description.features() != null));
        try (TorchModule module = TorchModule.load(archive, Device.cpu())) {
            Tensor condition =
                    Manipulator.of(card).conditions().edits(Set.of()).get(0).condition();
            boolean pictures = description.kind().equals(ModelCard.MANIPULATOR);
            SelfTest test = new SelfTest(module, size, size, pictures, condition);
            test.run();
            boolean differentiable = test.passesGradient();
            if (!differentiable) {
                log.warn("No gradient passes through {}: it serves for evaluation only", name);
            }
            ModelCard tested = card(name, description, card.sha256(), module.parameterCount(), differentiable);
            return new TorchScriptModel(tested, description, file, cache);
        }
    }

    private static ModelCard card(
            String name, DropIn description, String sha256, long parameters, boolean differentiable) {
        boolean manipulator = description.kind().equals(ModelCard.MANIPULATOR);
        return new ModelCard(
                name,
                description.kind(),
                ARCHITECTURE,
                parameters,
                sha256,
                description.licence(),
                description.description(),
                manipulator ? description.size() : null,
                manipulator ? Objects.requireNonNullElse(description.conditions(), Conditions.NONE) : null,
                Map.of(),
                Map.of(),
                differentiable ? null : false);
    }

    @Override
    public List<long[]> inputShapes() {
        long[] picture = {3, description.size(), description.size()};
        int condition = Manipulator.of(card).conditions().length();
        return condition == 0 ? List.of(picture) : List.of(picture, new long[] {condition});
    }

    @Override
    public Path archive(Precision precision) throws IOException {
        return archive(description.adapter(false));
    }

    @Override
    public Path archiveWithFeatures(Precision precision) throws IOException {
        if (description.features() == null) {
            throw new UnsupportedOperationException(card.id() + " answers no features");
        }
        return archive(description.adapter(true));
    }

    private Path archive(TorchScriptAdapter adapter) throws IOException {
        return cache.archive(card, adapter.toString(), archive -> adapter.write(file, archive));
    }
}
