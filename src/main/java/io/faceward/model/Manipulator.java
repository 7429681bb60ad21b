package io.faceward.model;

import java.util.Objects;

/**
 * A deepfake model M(x, c) of the bundle.
 *
 * <p>The worker pool computes it from the picture, {@code [3,side,side]} in [-1,1], and, unless the conditions are
 * empty, the condition {@code [K]} of an {@link Edit}; the answer is the edited picture.
 *
 * @param id of its model
 * @param side of its pictures, in pixels
 * @param conditions what it can be asked for
 */
public record Manipulator(String id, int side, Conditions conditions) {

    static Manipulator of(ModelCard card) {
        return new Manipulator(
                card.id(),
                Objects.requireNonNullElse(card.side(), 256),
                Objects.requireNonNullElse(card.conditions(), Conditions.NONE));
    }
}
