package io.faceward.model;

import io.faceward.network.TorchScriptAdapter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code name.json} says of somebody's TorchScript archive {@code name.pt} beside it. Immutable.
 *
 * @param kind {@code manipulator} or {@code recogniser}
 * @param size side of its pictures, in pixels
 * @param range what it takes for black and white, for instance 0 and 1; by default -1 and 1
 * @param inputs in its order: {@code image} and, if it takes one, {@code condition}
 * @param conditions what a manipulator can be asked for
 * @param answer number or key of the edited image or the embedding, where it answers more than that
 * @param features number or key of the features in a manipulator's middle, if it answers them, too
 * @param licence SPDX identifier
 */
record DropIn(
        String kind,
        int size,
        List<Float> range,
        List<String> inputs,
        @Nullable Conditions conditions,
        @Nullable JsonNode answer,
        @Nullable JsonNode features,
        String licence,
        String description) {

    private static final int MIN_SIZE = 16;
    private static final int MAX_SIZE = 1024;

    /** @throws IllegalArgumentException saying what does not fit together */
    DropIn {
        range = Objects.requireNonNullElse(range, List.of(-1f, 1f));
        inputs = Objects.requireNonNullElse(
                inputs, conditions == null ? List.of("image") : List.of("image", "condition"));
        licence = Objects.requireNonNullElse(licence, "NOASSERTION");
        description = Objects.requireNonNullElse(description, "");
        require(
                Set.of(ModelCard.MANIPULATOR, ModelCard.RECOGNISER).contains(kind),
                "kind is manipulator or recogniser");
        require(size >= MIN_SIZE && size <= MAX_SIZE, "size is from %d to %d".formatted(MIN_SIZE, MAX_SIZE));
        require(range.size() == 2 && range.get(0) < range.get(1), "range has two numbers, the lower first");
        require(
                conditions == null
                        ? inputs.equals(List.of("image"))
                        : inputs.size() == 2 && inputs.containsAll(List.of("image", "condition")),
                "inputs are image and, with conditions, condition");
        require(
                kind.equals(ModelCard.MANIPULATOR) || conditions == null && features == null,
                "a recogniser has neither conditions nor features");
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The model behind a module that takes and answers what ours do. */
    TorchScriptAdapter adapter(boolean withFeatures) {
        return new TorchScriptAdapter(
                inputs,
                range.get(0),
                range.get(1),
                selector(answer),
                withFeatures ? selector(features) : null,
                kind.equals(ModelCard.RECOGNISER));
    }

    private static String selector(@Nullable JsonNode place) {
        if (place == null || place.isNull()) {
            return "";
        }
        require(place.isInt() || place.asString().matches("[\\w.-]+"), "answer and features are numbers or keys");
        return place.isInt() ? "[" + place.asInt() + "]" : "[\"" + place.asString() + "\"]";
    }
}
