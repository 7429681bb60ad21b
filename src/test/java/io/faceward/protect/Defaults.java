package io.faceward.protect;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Properties as the service binds them. */
final class Defaults {

    private Defaults() {}

    static ProtectProperties properties() {
        return properties(Map.of());
    }

    static ProtectProperties properties(Map<String, ?> changed) {
        return new Binder(new MapConfigurationPropertySource(changed))
                .bindOrCreate("faceward.protect", ProtectProperties.class);
    }
}
