package io.faceward.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
 * @param l2Face mean square change of the face (L2_face) where the ascent ends; null if nobody measured it
 * @param identity similarity of the clean edit and the one where the ascent ends; null without a recogniser
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ceiling(
        double l2,
        int faces,
        int steps,
        double epsilon,
        @Nullable Double l2Face,
        @Nullable Double identity) {

    /** Without what is about the face. */
    public Ceiling(double l2, int faces, int steps, double epsilon) {
        this(l2, faces, steps, epsilon, null, null);
    }

    /** The figure of a card that holds it. */
    private static final String FIGURE = "ceiling";

    /** The threshold of success in the papers of the field. */
    public static final double PAPERS = 0.05;

    /** The identity similarity below which the papers see another person. */
    public static final double SAME_PERSON = 0.4;

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

    /** The same for the change of the face alone. */
    public double faceThreshold() {
        return Math.min(PAPERS, SHARE * face());
    }

    /** How far the face can be changed, or where that is not known the whole picture. */
    public double face() {
        return l2Face == null ? l2 : l2Face;
    }

    /**
     * The identity similarity below which a face is destroyed as far as this manipulator allows: half-way from the clean edit
     * itself, 1, to where the ascent ends, at least the papers'.
     */
    public double similarity() {
        return identity == null ? SAME_PERSON : Math.max(SAME_PERSON, (1 + identity) / 2);
    }
}
