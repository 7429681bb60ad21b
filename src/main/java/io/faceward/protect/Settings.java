package io.faceward.protect;

import io.faceward.image.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * How a photo is to be protected. Immutable.
 *
 * @param epsilon bound of the perturbation in grey levels of 255
 * @param seed start of the randomness of methods that have any, or null to derive it from the image
 */
public record Settings(
        Method method,
        float epsilon,
        NoFace noFace,
        Encoding encoding,
        @Nullable Long seed) {}
