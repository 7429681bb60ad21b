package io.faceward.network;

/**
 * Switchable normalisation (Luo et al., ICLR 2019): mean and variance are blends of those of the instance, of all channels
 * and of the batch, for which the running statistics stand in.
 *
 * <p>As in the public code, the variances of the instance divide by one less than the number of pixels and the two others
 * are made from them. Moments are taken in float32.
 */
record SwitchNorm(int channels) implements Layer {

    private static final String BLEND = "torch.add(torch.add(torch.mul(torch.select($3, 0, 0), $0),"
            + " torch.mul(torch.select($3, 0, 1), $1)), torch.mul(torch.select($3, 0, 2), $2))";

    @Override
    public Value apply(Graph graph, String name, Value x) {
        String weight = graph.parameter(name + ".weight", Init.ONES, 1, channels, 1, 1);
        String bias = graph.parameter(name + ".bias", Init.ZEROS, 1, channels, 1, 1);
        Value exact = graph.expression("torch.to($0, 6)", x);
        Value mean = graph.expression("torch.mean($0, [2, 3], True, dtype=None)", exact);
        Value variance = graph.expression("torch.var($0, [2, 3], True, True)", exact);
        Value layerMean = overChannels(graph, mean);
        Value square = overChannels(graph, graph.expression("torch.add($0, torch.mul($1, $1))", variance, mean));
        Value layerVariance = graph.expression("torch.sub($0, torch.mul($1, $1))", square, layerMean);
        return graph.expression(
                "torch.type_as(torch.add(torch.mul(torch.div(torch.sub($0, $1), torch.sqrt(torch.add($2, 1.0e-05))), $3), $4), $5)",
                exact,
                graph.expression(BLEND, mean, layerMean, running(graph, name, "mean"), shares(graph, name, "mean")),
                graph.expression(
                        BLEND, variance, layerVariance, running(graph, name, "var"), shares(graph, name, "var")),
                weight,
                bias,
                x);
    }

    private static Value overChannels(Graph graph, Value moments) {
        return graph.expression("torch.mean($0, [1], True, dtype=None)", moments);
    }

    private Value running(Graph graph, String name, String moment) {
        String buffer = graph.buffer("%s.running_%s".formatted(name, moment), Init.ZEROS, 1, channels, 1);
        return graph.expression("torch.unsqueeze(torch.to($0, 6), 3)", buffer);
    }

    /** How much of each of the three a blend takes. */
    private static Value shares(Graph graph, String name, String moment) {
        String weights = graph.parameter("%s.%s_weight".formatted(name, moment), Init.ONES, 3);
        return graph.expression("torch.softmax(torch.to($0, 6), 0, None)", weights);
    }
}
