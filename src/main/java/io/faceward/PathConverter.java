package io.faceward;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/**
 * Reads configured paths that begin with {@code ../}. A web application's own conversion looks for paths among the
 * server's resources first and refuses those.
 */
@Component
@ConfigurationPropertiesBinding
final class PathConverter implements Converter<String, Path> {

    @Override
    public Path convert(String text) {
        return Path.of(text);
    }
}
