package io.faceward.model;

import io.faceward.network.MalformedWeightsException;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * Named style vectors. Immutable.
 *
 * @param tags of each style, as numbers from 0
 * @param vectors one for each name, all of the same length
 */
record Styles(List<String> names, List<Integer> tags, List<float[]> vectors) {

    private static final String RANDOM = "L64X128MixRandom";

    /**
     * One style of each network that makes them from latent codes, and one of each picture.
     *
     * @param latent draw from N(0, 1)
     * @param pictured by the name of what they find in a picture
     * @throws MalformedWeightsException if no network makes styles, or a picture is given for something unknown
     */
    static Styles of(
            List<StyleNetwork> latent,
            List<StyleNetwork> pictured,
            Map<String, Tensor> checkpoint,
            ImportRequest request)
            throws IOException {
        Styles styles = new Styles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        RandomGenerator random = RandomGeneratorFactory.of(RANDOM).create(request.seed());
        for (StyleNetwork network : latent) {
            float[] code = new float[(int) network.input()[0]];
            for (int i = 0; i < code.length; i++) {
                code[i] = (float) random.nextGaussian();
            }
            styles.add(network.name(), network, checkpoint, new Tensor(code, code.length));
        }
        for (ImportRequest.Reference reference : request.references()) {
            StyleNetwork network = pictured.stream()
                    .filter(candidate -> candidate.name().equals(reference.shows()))
                    .findFirst()
                    .orElseThrow(() ->
                            new MalformedWeightsException("no style of '%s' can be taken from a picture, only of %s"
                                    .formatted(
                                            reference.shows(),
                                            pictured.stream()
                                                    .map(StyleNetwork::name)
                                                    .collect(Collectors.joining(", ")))));
            styles.add(reference.style(), network, checkpoint, reference.picture());
        }
        if (styles.names.isEmpty()) {
            throw new MalformedWeightsException("the file has no network that makes styles");
        }
        return styles;
    }

    private void add(String name, StyleNetwork network, Map<String, Tensor> checkpoint, Tensor from)
            throws IOException {
        if (names.contains(name)) {
            throw new MalformedWeightsException("two styles are called " + name);
        }
        names.add(name);
        tags.add(network.tag());
        vectors.add(network.style(checkpoint, from));
    }

    Conditions conditions() {
        return new Conditions(Conditions.Kind.STYLES, names, List.of(), 0, 1, Map.of());
    }

    /** All vectors, {@code [K,S]}. */
    Tensor table() {
        int length = vectors.get(0).length;
        float[] table = new float[vectors.size() * length];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i), 0, table, i * length, length);
        }
        return new Tensor(table, vectors.size(), length);
    }

    /** A 1 in row i, column t where style i belongs to tag t, {@code [K,T]}. */
    Tensor tagTable(int count) {
        float[] table = new float[tags.size() * count];
        for (int i = 0; i < tags.size(); i++) {
            table[i * count + tags.get(i)] = 1;
        }
        return new Tensor(table, tags.size(), count);
    }
}
