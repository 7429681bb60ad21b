package io.faceward.network;

/**
 * A convolution whose weight is divided by its largest singular value, which keeps a discriminator's slope bounded
 * (Miyato et al., ICLR 2018). The singular value comes from one power iteration per run, whose vector {@code u} is kept
 * among the weights. For training only.
 */
record SpectralNorm(Conv2d convolution) implements Layer {

    private static final String UNIT = "torch.detach(torch.div(%1$s, torch.add(torch.norm(%1$s, 2), 1.0e-12)))";

    @Override
    public Value apply(Graph graph, String name, Value x) {
        Conv2d c = convolution;
        var weight = new Node.Operand.Kept(
                graph.parameter(name + ".weight", c.init(), c.out(), c.in() / c.groups(), c.height(), c.width()));
        var u = new Node.Operand.Kept(graph.buffer(name + ".u", Init.NORMAL_1_002, c.out()));
        String bias = graph.parameter(name + ".bias", Init.ZEROS, c.out());

        Value matrix = graph.expression("torch.flatten($0, 1)", weight);
        Value right = graph.expression(UNIT.formatted("torch.mv(torch.t($0), $1)"), matrix, u);
        Value left = graph.expression(UNIT.formatted("torch.mv($0, $1)"), matrix, right);
        Value unused = graph.expression("torch.copy_($0, $1)", u, left);
        Value sigma = graph.expression("torch.dot($0, torch.mv($1, $2))", left, matrix, right);
        return graph.expression(
                "torch.conv2d($0, torch.type_as(torch.div($1, $2), $0), $3, [%1$d, %1$d], [%2$d, %2$d], [1, 1], %3$d)"
                        .formatted(c.stride(), c.padding(), c.groups()),
                x,
                weight,
                sigma,
                bias);
    }
}
