package io.faceward.network;

/**
 * A piece of a network that turns one value into another. Layers are immutable descriptions; nothing is computed before
 * the {@link Graph} that they were added to is written as TorchScript.
 *
 * <p>The names of their parameters follow PyTorch's: the name of the layer, a dot, {@code weight}.
 */
@FunctionalInterface
public interface Layer {

    /**
     * Appends this layer to a graph.
     *
     * @param name prefix of its parameters, without the dot; empty at the top
     * @return the value that the layer leaves
     */
    Value apply(Graph graph, String name, Value x);
}
