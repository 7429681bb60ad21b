package io.faceward.model;

import io.faceward.network.Graph;
import io.faceward.network.Init;
import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Value;

/** Named styles among the weights of a manipulator: a matrix of which the condition, a unit vector, picks a row. */
final class StyleTable {

    /** The table of the style vectors, {@code [K,S]}. */
    static final String STYLES = "styles";

    private StyleTable() {}

    /** The rows that {@code choice}, {@code [N,K]}, picks from the table with that name. */
    static Value pick(Graph graph, Sizes sizes, String table, Value choice) throws MalformedWeightsException {
        String rows = graph.buffer(table, Init.ZEROS, sizes.of(table, 2, 0), sizes.of(table, 2, 1));
        return graph.expression("torch.matmul($0, $1)", choice, rows);
    }
}
