package io.faceward.network;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How weights differ from those that a network needs. Immutable.
 *
 * @param missing names of the network without weights
 * @param superfluous names of weights that are not the network's
 * @param misshapen names with the shape that is there and the one that is needed
 */
public record Mismatch(List<String> missing, List<String> superfluous, List<String> misshapen) {

    public Mismatch {
        missing = List.copyOf(missing);
        superfluous = List.copyOf(superfluous);
        misshapen = List.copyOf(misshapen);
    }

    public boolean isEmpty() {
        return count() == 0;
    }

    /** Number of all differences. */
    public int count() {
        return missing.size() + superfluous.size() + misshapen.size();
    }

    /** All differences in one line. */
    @Override
    public String toString() {
        return Stream.of(
                        missing.stream().map(name -> name + " is missing"),
                        misshapen.stream(),
                        superfluous.stream().map(name -> name + " does not belong to this network"))
                .flatMap(differences -> differences)
                .collect(Collectors.joining("; "));
    }
}
