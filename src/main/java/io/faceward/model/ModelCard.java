package io.faceward.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model of the bundle.
 *
 * @param id unique within the bundle; its weights are {@code <id>.safetensors} beside the manifest
 * @param kind {@code perturber}, {@code manipulator}, {@code recogniser}, {@code detector}, {@code attribute-classifier} or
 *     {@code perceptual-distance}
 * @param architecture an entry of {@link Architectures}, for instance {@code id-guard-generator}
 * @param parameters trained values
 * @param sha256 of the weights file, in lower-case hexadecimal
 * @param licence SPDX identifier
 * @param side of the pictures that a manipulator or a generator of perturbations works on, in pixels
 * @param conditions what a manipulator can be asked for, or a classifier tells
 * @param training data and its terms, seed, steps, time
 * @param figures what was measured, on which data
 * @param differentiable false for a model through which no gradient passes, so that nothing can be made against it and it
 *     serves for evaluation only
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
        Map<String, Object> figures,
        @Nullable Boolean differentiable) {

    static final String MANIPULATOR = "manipulator";
    static final String PERTURBER = "perturber";
    public static final String RECOGNISER = "recogniser";
    public static final String ATTRIBUTE_CLASSIFIER = "attribute-classifier";
    public static final String PERCEPTUAL_DISTANCE = "perceptual-distance";

    /** Of a model that gradients pass through. */
    public ModelCard(
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
        this(
                id,
                kind,
                architecture,
                parameters,
                sha256,
                licence,
                description,
                side,
                conditions,
                training,
                figures,
                null);
    }

    /** The same card with one more figure, or another value for it. */
    public ModelCard withFigure(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(figures);
        more.put(name, value);
        return with(sha256, Collections.unmodifiableMap(more));
    }

    /** The same card for other weights. */
    public ModelCard withChecksum(String sha256) {
        return with(sha256, figures);
    }

    private ModelCard with(String sha256, Map<String, Object> figures) {
        return new ModelCard(
                id,
                kind,
                architecture,
                parameters,
                sha256,
                licence,
                description,
                side,
                conditions,
                training,
                figures,
                differentiable);
    }
}
