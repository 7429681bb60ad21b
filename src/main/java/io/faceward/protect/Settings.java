package io.faceward.protect;

import io.faceward.image.Encoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a photo is to be protected. Immutable.
 *
 * @param epsilon bound of the perturbation in grey levels of 255
 * @param against ids of the manipulators that a method with steps is to break, or none for those that are configured
 * @param seed start of the randomness of methods that have any, or null to derive it from the image
 */
public record Settings(
        Method method,
        float epsilon,
        NoFace noFace,
        Encoding encoding,
        List<String> against,
        @Nullable Long seed) {

    public Settings {
        against = List.copyOf(against);
    }
}
