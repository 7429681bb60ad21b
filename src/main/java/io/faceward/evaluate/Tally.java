package io.faceward.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values by the person whom they are about. For one thread. */
final class Tally<T> {

    private final Map<String, List<T>> byPerson = new TreeMap<>();

    void add(String person, T value) {
        byPerson.computeIfAbsent(person, unknown -> new ArrayList<>()).add(value);
    }

    int people() {
        return byPerson.size();
    }

    int count() {
        return byPerson.values().stream().mapToInt(List::size).sum();
    }

    /** The mean of a figure over the values that have it; null where none has. */
    @Nullable
    Mean mean(Function<T, @Nullable Double> figure) {
        List<List<Double>> groups = present(figure);
        return groups.isEmpty() ? null : Mean.of(groups);
    }

    /** The share of values for which a statement is true among those for which it is not null; null where there are none. */
    @Nullable
    Rate rate(Function<T, @Nullable Boolean> statement) {
        List<List<Boolean>> groups = present(statement);
        List<Boolean> all = groups.stream().flatMap(List::stream).toList();
        return all.isEmpty()
                ? null
                : Rate.of((int) all.stream().filter(holds -> holds).count(), all.size(), groups.size());
    }

    private <V> List<List<V>> present(Function<T, @Nullable V> figure) {
        List<List<V>> groups = new ArrayList<>();
        for (List<T> values : byPerson.values()) {
            List<V> group = new ArrayList<>();
            for (T value : values) {
                V found = figure.apply(value);
                if (found != null) {
                    group.add(found);
                }
            }
            if (!group.isEmpty()) {
                groups.add(group);
            }
        }
        return groups;
    }
}
