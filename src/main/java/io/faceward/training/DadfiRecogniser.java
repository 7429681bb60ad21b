package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.faceward.network.Tensor;
import io.faceward.objective.Classification;
import io.faceward.objective.Scalar;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One of the two recognisers that DADFI's generator deceives: it learns to tell real pictures from fake ones. The paper's
 * log-likelihoods, in the form that does not saturate where the recogniser wins (Goodfellow et al., NeurIPS 2014). The
 * owner closes it; one thread uses it.
 */
final class DadfiRecogniser implements AutoCloseable {

    private final Trainee network;

    /** Takes the network over. */
    DadfiRecogniser(Trainee network) {
        this.network = network;
    }

    /**
     * A step of its own.
     *
     * @param real lists of pictures, those of one entry of one size
     * @param fake as many
     * @return −log of the probability that it gave to the truth, the mean over all
     */
    float learn(GradientCollector collector, List<NDArray> real, List<NDArray> fake, float rate) {
        NDArray error = mean(real, pictures -> surprise(pictures, true))
                .add(mean(fake, pictures -> surprise(pictures.stopGradient(), false)))
                .div(Scalar.of(2));
        collector.backward(error);
        network.step(rate);
        return error.getFloat();
    }

    /** −log of the probability that pictures are real, the mean over all; differentiable in them. */
    NDArray doubt(List<NDArray> pictures) {
        return mean(pictures, some -> surprise(some, true));
    }

    private NDArray surprise(NDArray pictures, boolean real) {
        return Classification.surprise(network.forward(pictures).head(), real);
    }

    private static NDArray mean(List<NDArray> pictures, Function<NDArray, NDArray> measure) {
        return pictures.stream().map(measure).reduce(NDArray::add).orElseThrow().div(Scalar.of(pictures.size()));
    }

    /** Forgets gradients that came through on the way to the generator. */
    void clearGradients() {
        network.clearGradients();
    }

    Map<String, Tensor> checkpoint() {
        return network.checkpoint();
    }

    @Override
    public void close() {
        network.close();
    }
}
