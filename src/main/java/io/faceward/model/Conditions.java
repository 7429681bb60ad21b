package io.faceward.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a manipulator is told what to do.
 *
 * @param kind what the condition's numbers mean
 * @param names one for each number: attributes, or the styles to choose from
 * @param exclusive groups of attributes of which a face has at most one, such as hair colours
 * @param absent the number for an attribute that the edited face shall not have
 * @param present the number for one that it shall have
 * @param styles the condition of each style; without it, style i is the i-th unit vector
 * @param emphasis factor on the number of the attribute that an edit turns over, if other than 1
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Conditions(
        Kind kind,
        List<String> names,
        List<List<String>> exclusive,
        float absent,
        float present,
        Map<String, List<Float>> styles,
        @Nullable Float emphasis) {

    /** For a manipulator that is asked nothing, such as an autoencoder. */
    public static final Conditions NONE = new Conditions(Kind.NONE, List.of(), List.of(), 0, 1, Map.of());

    /** What the condition's numbers mean. */
    public enum Kind {
        @JsonProperty("none")
        NONE,
        /** All attributes of the edited face, as StarGAN wants them. */
        @JsonProperty("labels")
        LABELS,
        /** The attributes of the edited face minus those of the face, as RelGAN and STGAN want them. */
        @JsonProperty("differences")
        DIFFERENCES,
        /** A style or an identity. */
        @JsonProperty("styles")
        STYLES
    }

    public Conditions {
        names = List.copyOf(Objects.requireNonNullElse(names, List.of()));
        exclusive = List.copyOf(Objects.requireNonNullElse(exclusive, List.of()));
        styles = Map.copyOf(Objects.requireNonNullElse(styles, Map.of()));
    }

    /** Without emphasis. */
    public Conditions(
            Kind kind,
            List<String> names,
            List<List<String>> exclusive,
            float absent,
            float present,
            Map<String, List<Float>> styles) {
        this(kind, names, exclusive, absent, present, styles, null);
    }

    /** Attributes of which the condition tells all, in {0,1}. */
    public static Conditions labels(List<String> attributes, List<List<String>> exclusive) {
        return new Conditions(Kind.LABELS, attributes, exclusive, 0, 1, Map.of());
    }

    /** K, the length of the condition. */
    int length() {
        return styles.isEmpty()
                ? names.size()
                : styles.values().iterator().next().size();
    }

    /**
     * Every edit that changes one thing on a face: each attribute turned over (of an exclusive group, each one put in the
     * place of the others), or each style.
     *
     * @param attributes of the face; others than the known ones are ignored
     */
    public List<Edit> edits(Set<String> attributes) {
        List<Edit> edits = new ArrayList<>();
        for (String name : names) {
            edits.add(kind == Kind.STYLES ? style(name) : change(name, attributes));
        }
        if (kind == Kind.NONE) {
            edits.add(new Edit("reconstruction", new Tensor(new float[0], 0)));
        }
        return edits;
    }

    private Edit style(String name) {
        float[] condition = new float[length()];
        List<Float> values = styles.get(name);
        if (values == null) {
            condition[names.indexOf(name)] = 1;
        } else {
            for (int i = 0; i < condition.length; i++) {
                condition[i] = values.get(i);
            }
        }
        return new Edit(name, new Tensor(condition, condition.length));
    }

    private Edit change(String name, Set<String> attributes) {
        @Nullable
        List<String> rivals = exclusive.stream()
                .filter(group -> group.contains(name))
                .findFirst()
                .orElse(null);
        boolean wanted = rivals != null || !attributes.contains(name);
        float[] condition = new float[names.size()];
        for (int i = 0; i < condition.length; i++) {
            String other = names.get(i);
            boolean before = attributes.contains(other);
            boolean after = other.equals(name) ? wanted : before && (rivals == null || !rivals.contains(other));
            float number = kind == Kind.DIFFERENCES
                    ? (after ? present : absent) - (before ? present : absent)
                    : after ? present : absent;
            condition[i] = emphasis != null && other.equals(name) ? emphasis * number : number;
        }
        return new Edit(wanted ? name : "not-" + name, new Tensor(condition, condition.length));
    }
}
