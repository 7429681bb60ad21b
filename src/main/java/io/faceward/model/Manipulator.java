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
 * @param differentiable whether gradients pass through it; otherwise it serves for evaluation only
 */
public record Manipulator(String id, int side, Conditions conditions, boolean differentiable) {

    /** One that gradients pass through. */
    public Manipulator(String id, int side, Conditions conditions) {
        this(id, side, conditions, true);
    }

    static Manipulator of(ModelCard card) {
        return new Manipulator(
                card.id(),
                Objects.requireNonNullElse(card.side(), 256),
                Objects.requireNonNullElse(card.conditions(), Conditions.NONE),
                Objects.requireNonNullElse(card.differentiable(), true));
    }
}
