package io.faceward.inference;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Inference properties as the service would bind them. */
final class Settings {

    private Settings() {}

    /** @param lines for instance {@code "queue-capacity=3"}, all below {@code faceward.inference} */
    static InferenceProperties of(String... lines) {
        return of(new HashMap<>(), lines);
    }

    /** With one worker for each device, whatever the machine, unless the lines tell more. */
    static InferenceProperties ofOneWorker(String... lines) {
        return of(new HashMap<>(Map.of("faceward.inference.cpu.workers", "1")), lines);
    }

    private static InferenceProperties of(Map<String, String> properties, String... lines) {
        for (String line : lines) {
            String[] halves = line.split("=", 2);
            properties.put("faceward.inference." + halves[0], halves[1]);
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("faceward.inference", InferenceProperties.class);
    }
}
