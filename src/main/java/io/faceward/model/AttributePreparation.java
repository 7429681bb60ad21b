package io.faceward.model;

import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Names the attributes of a manipulator, which no checkpoint does.
 *
 * @param published the attributes of published weights, in the order of their training
 * @param absent the number for an attribute that the edited face shall not have
 * @param emphasis factor on the number of the one that an edit turns over, if other than 1
 */
record AttributePreparation(
        Conditions.Kind kind,
        Count count,
        List<String> published,
        float absent,
        float present,
        @Nullable Float emphasis)
        implements Preparation {

    private static final Set<String> HAIR_COLOURS = Set.of("black-hair", "blond-hair", "brown-hair", "gray-hair");

    /** Reads from the weights how many attributes there are. */
    @FunctionalInterface
    interface Count {
        int in(Sizes sizes) throws MalformedWeightsException;
    }

    @Override
    public Prepared prepare(Map<String, Tensor> weights, ImportRequest request) throws MalformedWeightsException {
        List<String> names = names(count.in(new Sizes(weights)), request.attributes());
        List<String> colours = names.stream().filter(HAIR_COLOURS::contains).toList();
        List<List<String>> exclusive = colours.size() > 1 ? List.of(colours) : List.of();
        var conditions = new Conditions(kind, names, exclusive, absent, present, Map.of(), emphasis);
        return new Prepared(weights, conditions, null);
    }

    private List<String> names(int count, List<String> given) throws MalformedWeightsException {
        if (given.isEmpty()) {
            return published.size() == count ? published : numbered("attribute", count);
        }
        return normalised(given, count);
    }

    /** CelebA's spelling, {@code Black_Hair}, becomes ours, {@code black-hair}. */
    static List<String> normalised(List<String> names, int count) throws MalformedWeightsException {
        List<String> normalised = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-"))
                .toList();
        if (normalised.size() != count || Set.copyOf(normalised).size() != count) {
            throw new MalformedWeightsException(
                    "%d different names are needed, not %s".formatted(count, String.join(", ", normalised)));
        }
        return normalised;
    }

    static List<String> numbered(String word, int count) {
        return new ArrayList<>(
                IntStream.rangeClosed(1, count).mapToObj(i -> word + "-" + i).toList());
    }
}
