package io.faceward.model;

import io.faceward.network.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a checkpoint. Immutable.
 *
 * @param file the checkpoint
 * @param bundle the folder to put the model into
 * @param as its architecture; by default found by names and shapes
 * @param name id of the model; by default that of its architecture
 * @param attributes names of the attributes, or of the styles, in the order of the training; by default the publication's
 * @param licence SPDX identifier
 * @param side of the model's pictures in pixels; by default read from the weights, or 256
 * @param key where the weights lie within the file, for instance {@code G}; by default found, averaged weights preferred
 * @param half whether to narrow to float16 even where that loses something
 * @param prior checkpoint of ID-Guard's prior perturbation, a single tensor
 * @param references pictures to take styles from
 * @param seed of the latent codes of styles
 */
public record ImportRequest(
        Path file,
        Path bundle,
        @Nullable String as,
        @Nullable String name,
        List<String> attributes,
        String licence,
        @Nullable Integer side,
        @Nullable String key,
        boolean half,
        @Nullable Path prior,
        List<Reference> references,
        long seed) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 1024;

    /**
     * A picture to take a style from.
     *
     * @param shows what the style is of: a tag or a domain, for instance {@code eyeglasses}
     * @param style name of the style
     * @param picture {@code [3,256,256]} in [-1,1]
     */
    public record Reference(String shows, String style, Tensor picture) {}

    /** @throws IllegalArgumentException if the name is no file's name or the side not from 16 to 1024 */
    public ImportRequest {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a model's name has lower-case letters, digits, dots and hyphens, at most 64: " + name);
        }
        if (side != null && (side < MIN_SIDE || side > MAX_SIDE)) {
            throw new IllegalArgumentException("a side of %d is not from %d to %d".formatted(side, MIN_SIDE, MAX_SIDE));
        }
        attributes = List.copyOf(attributes);
        references = List.copyOf(references);
    }
}
