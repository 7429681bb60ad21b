package io.faceward.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model of the bundle.
 *
 * @param id unique within the bundle; its weights are {@code <id>.safetensors} beside the manifest
 * @param kind {@code perturber}, {@code manipulator}, {@code recogniser} or {@code detector}
 * @param architecture an entry of {@link Architectures}, for instance {@code id-guard-generator}
 * @param parameters trained values
 * @param sha256 of the weights file, in lower-case hexadecimal
 * @param licence SPDX identifier
 * @param side of the pictures that a manipulator works on, in pixels
 * @param conditions what a manipulator can be asked for
 * @param training data and its terms, seed, steps, time
 * @param figures what was measured, on which data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        String id,
        String kind,
        String architecture,
        long parameters,
        String sha256,
        String licence,
        String description,
        @Nullable Integer side,
        @Nullable Conditions conditions,
        Map<String, Object> training,
        Map<String, Object> figures) {

    static final String MANIPULATOR = "manipulator";
}
