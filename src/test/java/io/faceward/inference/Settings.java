package io.faceward.inference;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Inference properties as the service would bind them. */
final class Settings {

    private Settings() {}

    /** @param lines for instance {@code "queue-capacity=3"}, all below {@code faceward.inference} */
    static InferenceProperties of(String... lines) {
        var source = new MapConfigurationPropertySource(Arrays.stream(lines)
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> "faceward.inference." + line[0], line -> line[1])));
        return new Binder(source).bindOrCreate("faceward.inference", InferenceProperties.class);
    }
}
