package io.faceward.network;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a network's operations as the source text of a TorchScript module. For one use by one thread. */
final class TorchScriptSource {

    private final TorchScript form;
    private final StringBuilder body = new StringBuilder();
    private final Set<String> parameters = new LinkedHashSet<>();

    TorchScriptSource(TorchScript form) {
        this.form = form;
    }

    /** Names of the parameters that the text reads, in the order of their first use. */
    Collection<String> parameters() {
        return parameters;
    }

    String write(Graph graph, List<Node> nodes) {
        graph.inputs().values().forEach(this::prepare);
        for (Node node : nodes) {
            statement(node.output(), expression(node));
        }
        String answer = graph.outputs().stream()
                .map(value -> "torch.contiguous(torch.to(%s, 6))".formatted(value.code()))
                .collect(Collectors.joining(", "));
        boolean tuple = graph.outputs().size() > 1;
        String type = tuple ? "Tuple[" + "Tensor, ".repeat(graph.outputs().size() - 1) + "Tensor]" : "Tensor";
        StringBuilder text = new StringBuilder("class M(Module):\n  __parameters__ = [");
        parameters.forEach(
                name -> text.append('"').append(TorchScript.attribute(name)).append("\", "));
        text.append("]\n  __buffers__ = []\n  training : bool\n");
        parameters.forEach(
                name -> text.append("  ").append(TorchScript.attribute(name)).append(" : Tensor\n"));
        text.append("  def forward(self: __torch__.M");
        graph.inputs()
                .values()
                .forEach(value -> text.append(",\n    ").append(value.code()).append(": Tensor"));
        return text.append(") -> ")
                .append(type)
                .append(":\n")
                .append(body)
                .append("    return ")
                .append(tuple ? "(" + answer + ")" : answer)
                .append('\n')
                .toString();
    }

    private void prepare(Value input) {
        if (form.precision() != Precision.FLOAT32) {
            statement(input, cast(input.code()));
        }
        if (form.channelsLast()) {
            // Only images have a layout to choose: a vector or a matrix of conditions passes as it is.
            statement(
                    input,
                    "torch.contiguous(%1$s, memory_format=annotate(int, 2)) if torch.eq(torch.dim(%1$s), 4) else %1$s"
                            .formatted(input.code()));
        }
    }

    private void statement(Value value, String expression) {
        body.append("    ")
                .append(value.code())
                .append(" = ")
                .append(expression)
                .append('\n');
    }

    private String expression(Node node) {
        if (node instanceof Node.Convolution c) {
            return convolution(c);
        }
        if (node instanceof Node.BatchNorm n) {
            return "torch.batch_norm(%s, %s, %s, %s, %s, %s, %s, %s, True)"
                    .formatted(
                            n.x().code(),
                            stored(n.weight()),
                            stored(n.bias()),
                            stored(n.mean()),
                            stored(n.variance()),
                            form.training() ? "True" : "False",
                            n.momentum(),
                            n.eps());
        }
        Node.Expression e = (Node.Expression) node;
        String text = e.template();
        for (int i = e.operands().size() - 1; i >= 0; i--) {
            text = text.replace("$" + i, operand(e.operands().get(i)));
        }
        return text;
    }

    private String operand(Node.Operand operand) {
        if (operand instanceof Node.Operand.Flow flow) {
            return flow.value().code();
        }
        return operand instanceof Node.Operand.Kept kept
                ? stored(kept.name())
                : used(((Node.Operand.Parameter) operand).name());
    }

    private String convolution(Node.Convolution c) {
        Conv2d g = c.geometry();
        String weight = used(c.weight());
        String bias = c.bias() == null ? "None" : used(c.bias());
        return g.transposed()
                ? "torch.conv_transpose2d(%s, %s, %s, %s, %s, %s, %d, [1, 1])"
                        .formatted(
                                c.x().code(),
                                weight,
                                bias,
                                pair(g.stride()),
                                pair(g.padding()),
                                pair(g.outputPadding()),
                                g.groups())
                : "torch.conv2d(%s, %s, %s, %s, %s, [1, 1], %d)"
                        .formatted(c.x().code(), weight, bias, pair(g.stride()), pair(g.padding()), g.groups());
    }

    private static String pair(int value) {
        return "[" + value + ", " + value + "]";
    }

    /** A parameter in the precision of the computation. */
    private String used(String name) {
        String text = stored(name);
        return form.training() && form.precision() != Precision.FLOAT32 ? cast(text) : text;
    }

    /** A parameter as it is kept. */
    private String stored(String name) {
        parameters.add(name);
        return "self." + TorchScript.attribute(name);
    }

    private String cast(String text) {
        return "torch.to(" + text + ", " + form.precision().scalarType + ")";
    }
}
