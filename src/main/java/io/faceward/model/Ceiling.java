package io.faceward.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the edits of a manipulator can be changed at all, by an attack that knows it: projected gradient ascent on the
 * picture that the manipulator sees, measured once and kept in its card.
 *
 * @param l2 mean over the faces of the highest mean square change of the edit
 * @param faces of the fixed test set, each with one edit
 * @param steps of the ascent
 * @param epsilon bound of the perturbation, in units of [-1,1]
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ceiling(double l2, int faces, int steps, double epsilon) {

    /** The figure of a card that holds it. */
    private static final String FIGURE = "ceiling";

    /** The threshold of success in the papers of the field. */
    public static final double PAPERS = 0.05;

    private static final double SHARE = 0.2;

    /** The ceiling that a card tells, if it does. */
    public static Optional<Ceiling> of(ModelCard card) {
        try {
            return Optional.ofNullable(card.figures().get(FIGURE))
                    .map(figure -> JsonMapper.shared().convertValue(figure, Ceiling.class));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** The card with this figure in it. */
    public ModelCard keptIn(ModelCard card) {
        return card.withFigure(FIGURE, this);
    }

    /** The threshold of success that suits this manipulator: a fifth of its ceiling, at most the papers'. */
    public double threshold() {
        return Math.min(PAPERS, SHARE * l2);
    }
}
