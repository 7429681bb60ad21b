package io.faceward.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A network as data: inputs, operations in order, outputs, and the parameters that the operations name.
 *
 * <p>A graph is built once by an architecture and then written as TorchScript in any precision by
 * {@link TorchScript}. Not thread-safe while it is being built.
 */
public final class Graph {

    /** A parameter's shape and how training starts it; running statistics are not trained. */
    record Parameter(Init init, boolean trained, long... shape) {}

    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<Value> outputs = new ArrayList<>();
    private int values;

    /** Declares the next input. */
    public Value input(String name) {
        Value value = new Value(values++);
        inputs.put(name, value);
        return value;
    }

    /** Declares a trained parameter and answers its name. */
    public String parameter(String name, Init init, long... shape) {
        return declare(name, new Parameter(init, true, shape));
    }

    /** Declares a tensor that belongs to the weights but is not trained by gradient. */
    public String buffer(String name, Init init, long... shape) {
        return declare(name, new Parameter(init, false, shape));
    }

    private String declare(String name, Parameter parameter) {
        if (parameters.putIfAbsent(name, parameter) != null) {
            throw new IllegalStateException("parameter " + name + " is declared twice");
        }
        return name;
    }

    /** Appends a layer. */
    public Value add(String name, Layer layer, Value x) {
        return layer.apply(this, name, x);
    }

    /**
     * Appends an operation given as a TorchScript expression.
     *
     * @param template {@code $0}, {@code $1} ... stand for the operands, for instance {@code torch.add($0, $1)}
     * @param operands values, or names of parameters as strings
     */
    public Value expression(String template, Object... operands) {
        List<Node.Operand> all = Arrays.stream(operands).map(Graph::operand).toList();
        return add(output -> new Node.Expression(output, template, all));
    }

    private static Node.Operand operand(Object operand) {
        if (operand instanceof Node.Operand ready) {
            return ready;
        }
        return operand instanceof Value value
                ? new Node.Operand.Flow(value)
                : new Node.Operand.Parameter((String) operand);
    }

    Value add(Function<Value, Node> node) {
        Value output = new Value(values++);
        nodes.add(node.apply(output));
        return output;
    }

    /** Declares what the network answers; one value, or several as a tuple. */
    public Graph outputs(Value... answers) {
        outputs.addAll(Arrays.asList(answers));
        return this;
    }

    /** Names of the parameters that an optimiser changes, in the order of declaration. */
    public List<String> trained() {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getValue().trained())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names of all parameters and running statistics, in the order of declaration. */
    public List<String> names() {
        return List.copyOf(parameters.keySet());
    }

    /** Number of trained values. */
    public long parameterCount() {
        return parameters.values().stream()
                .filter(Parameter::trained)
                .mapToLong(p -> Tensor.size(p.shape()))
                .sum();
    }

    /** Fresh weights for training from scratch. */
    public Map<String, Tensor> initialise(RandomGenerator random) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        parameters.forEach((name, p) -> weights.put(name, p.init().draw(random, p.shape())));
        return weights;
    }

    /**
     * Checks that weights are exactly those of this network, apart from PyTorch's batch counters and the running
     * statistics that some upstream networks store and never read.
     *
     * @throws MalformedWeightsException naming everything that is missing, superfluous or of the wrong shape
     */
    public void check(Map<String, Tensor> weights) throws MalformedWeightsException {
        var faults = new TreeSet<String>();
        parameters.forEach((name, p) -> {
            Tensor tensor = weights.get(name);
            if (tensor == null) {
                faults.add(name + " is missing");
            } else if (!tensor.hasShape(p.shape())) {
                faults.add("%s has shape %s instead of %s"
                        .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(p.shape())));
            }
        });
        for (String name : weights.keySet()) {
            if (!parameters.containsKey(name) && !name.matches(".*\\.(num_batches_tracked|running_mean|running_var)")) {
                faults.add(name + " does not belong to this network");
            }
        }
        if (!faults.isEmpty()) {
            throw new MalformedWeightsException(String.join("; ", faults));
        }
    }

    /** Whether the channel-innermost layout would slow the network down. */
    boolean normalisesInstances() {
        return nodes.stream()
                .anyMatch(n -> n instanceof Node.Expression e && e.template().contains("instance_norm"));
    }

    Map<String, Value> inputs() {
        return inputs;
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    List<Value> outputs() {
        return outputs;
    }
}
