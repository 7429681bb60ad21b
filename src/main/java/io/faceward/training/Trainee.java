package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A network that is being trained, with its optimiser. The owner closes it; one thread uses it. */
final class Trainee implements AutoCloseable {

    private final Graph graph;
    private final TorchModule module;
    private final Adam adam;

    private Trainee(
            Graph graph,
            Map<String, Tensor> weights,
            Precision precision,
            Device device,
            float beta1,
            float beta2,
            float epsilon)
            throws IOException {
        this.graph = graph;
        module = TorchModule.of(graph, weights, TorchScript.forTraining(precision, graph), device);
        Map<String, NDArray> trained = new LinkedHashMap<>();
        for (String name : graph.trained()) {
            NDArray parameter = module.parameter(name);
            parameter.setRequiresGradient(true);
            trained.put(name, parameter);
        }
        adam = new Adam(trained, module.manager(), beta1, beta2, epsilon);
    }

    /**
     * A network with fresh weights from the run's seed, or as a checkpoint left it. Weights of another shape stay fresh;
     * without the optimiser's state it begins anew.
     */
    static Trainee start(Graph graph, TrainingOptions options, Map<String, Tensor> resumed, float beta1, float beta2)
            throws IOException {
        return start(graph, Graph::initialise, options, resumed, beta1, beta2);
    }

    /** The same with another ε of Adam's than usual. */
    static Trainee start(
            Graph graph, TrainingOptions options, Map<String, Tensor> resumed, float beta1, float beta2, float epsilon)
            throws IOException {
        return start(graph, Graph::initialise, options, resumed, beta1, beta2, epsilon);
    }

    /**
     * The same with a start of the network's own.
     *
     * @param fresh makes the weights that are not resumed
     */
    static Trainee start(
            Graph graph,
            BiFunction<Graph, RandomGenerator, Map<String, Tensor>> fresh,
            TrainingOptions options,
            Map<String, Tensor> resumed,
            float beta1,
            float beta2)
            throws IOException {
        return start(graph, fresh, options, resumed, beta1, beta2, Adam.EPSILON);
    }

    private static Trainee start(
            Graph graph,
            BiFunction<Graph, RandomGenerator, Map<String, Tensor>> fresh,
            TrainingOptions options,
            Map<String, Tensor> resumed,
            float beta1,
            float beta2,
            float epsilon)
            throws IOException {
        var weights =
                fresh.apply(graph, RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed()));
        weights.replaceAll((name, own) -> {
            Tensor kept = resumed.get(name);
            return kept != null && kept.hasShape(own.shape()) ? kept : own;
        });
        Trainee trainee = new Trainee(graph, weights, options.precision(), options.device(), beta1, beta2, epsilon);
        if (Adam.in(resumed)) {
            trainee.restore(resumed);
        }
        return trainee;
    }

    /** A running mean of the trained weights, beginning with them or as a checkpoint left it. */
    RunningMean runningMean(Map<String, Tensor> resumed) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        graph.trained().forEach(name -> weights.put(name, module.parameter(name)));
        return new RunningMean(weights, module.manager(), resumed);
    }

    NDManager manager() {
        return module.manager();
    }

    /** Runs the network on the statistics of the batch, recording gradients. */
    NDList forward(NDArray... inputs) {
        return module.differentiate(inputs);
    }

    void step(float rate) {
        adam.step(rate);
    }

    /** Makes the steps of one weight so many times as large as those of the others. */
    void pace(String weight, float factor) {
        adam.pace(weight, factor);
    }

    /** Forgets gradients that came through this network on the way to another. */
    void clearGradients() {
        adam.clear();
    }

    /** The weights as they are now, running statistics included. */
    Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        graph.names().forEach(name -> weights.put(name, Tensor.of(module.parameter(name))));
        return weights;
    }

    /** Everything that {@link #restore} needs to go on as if nothing had happened. */
    Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = weights();
        adam.save(state);
        return state;
    }

    /** Takes up the optimiser's state; the weights were given to the constructor. */
    void restore(Map<String, Tensor> checkpoint) {
        adam.restore(checkpoint);
    }

    @Override
    public void close() {
        module.close();
    }
}
