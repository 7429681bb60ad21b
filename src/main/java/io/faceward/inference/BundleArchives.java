package io.faceward.inference;

import io.faceward.model.Bundle;
import io.faceward.network.Precision;
import io.faceward.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The models of a {@link Bundle}, packed for libtorch when they are first asked for. */
final class BundleArchives implements Archives {

    private final Bundle bundle;
    private final List<String> required;

    BundleArchives(Bundle bundle, List<String> required) {
        this.bundle = bundle;
        this.required = List.copyOf(required);
    }

    @Override
    public boolean has(String model) {
        return bundle.find(model).isPresent();
    }

    @Override
    public Path archive(String model, Precision precision) throws IOException {
        if (!has(model)) {
            throw Problem.MODEL_UNAVAILABLE.because("The bundle has no model '%s'".formatted(model));
        }
        return bundle.archive(model, precision);
    }

    @Override
    public Map<String, List<long[]>> inputShapes() {
        return required.stream().collect(Collectors.toMap(model -> model, bundle::inputShapes));
    }
}
