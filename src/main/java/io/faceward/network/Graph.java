package io.faceward.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A network as data: inputs, operations in order, outputs, and the parameters that the operations name.
 *
 * <p>A graph is built once by an architecture and then written as TorchScript in any precision by
 * {@link TorchScript}. Not thread-safe while it is being built.
 */
public final class Graph {

    /** A parameter's shape and how training starts it; running statistics are not trained. */
    record Parameter(Init init, boolean trained, long... shape) {}

    private static final Pattern UNREAD = Pattern.compile(".*\\.(num_batches_tracked|running_mean|running_var)");

    /** Norms over the pixels of each image; libtorch takes them fastest where each channel lies in one piece. */
    private static final Pattern INSTANCE_NORM = Pattern.compile("torch\\.(instance_norm|std|var)\\(");

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
        Mismatch mismatch = mismatch(weights);
        if (!mismatch.isEmpty()) {
            throw new MalformedWeightsException(mismatch.toString());
        }
    }

    /** Everything that {@link #check} would complain about. */
    public Mismatch mismatch(Map<String, Tensor> weights) {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        parameters.forEach((name, p) -> {
            Tensor tensor = weights.get(name);
            if (tensor == null) {
                missing.add(name);
            } else if (!tensor.hasShape(p.shape())) {
                misshapen.add("%s has shape %s instead of %s"
                        .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(p.shape())));
            }
        });
        List<String> superfluous = weights.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .filter(name -> !UNREAD.matcher(name).matches())
                .toList();
        return new Mismatch(missing, superfluous, misshapen);
    }

    /** Whether the channel-innermost layout would slow the network down. */
    boolean normalisesInstances() {
        return nodes.stream()
                .anyMatch(n -> n instanceof Node.Expression e
                        && INSTANCE_NORM.matcher(e.template()).find());
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
