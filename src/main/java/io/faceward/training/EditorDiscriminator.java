package io.faceward.training;

import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.globalMean;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.spectralNorm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells edited faces from photographs on two scales, and the attributes of both on the coarse one, with spectral
 * normalisation. The owner closes it; one thread uses it.
 */
final class EditorDiscriminator implements AutoCloseable {

    private static final int COARSE = 64;
    private static final int[] COARSE_WIDTHS = {32, 64, 128, 256, 256};
    private static final int[] FINE_WIDTHS = {32, 64, 128, 256};

    private final Trainee coarse;
    private final Trainee fine;

    /**
     * What it says of some faces.
     *
     * @param sources one or two maps, high where the picture looks like a photograph
     * @param logits of the attributes, {@code [N,K]}
     */
    record Opinion(List<NDArray> sources, NDArray logits) {}

    EditorDiscriminator(TrainingOptions options, Map<String, Tensor> resumed) throws IOException {
        coarse = Trainee.start(coarse(), options, Prefix.COARSE.below(resumed), 0.5f, 0.999f);
        fine = Trainee.start(fine(), options, Prefix.FINE.below(resumed), 0.5f, 0.999f);
    }

    private enum Prefix {
        COARSE,
        FINE;

        Map<String, Tensor> below(Map<String, Tensor> state) {
            return States.below(state, prefix());
        }

        String prefix() {
            return "discriminator." + name().toLowerCase(Locale.ROOT) + ".";
        }
    }

    private static Graph coarse() {
        Graph graph = new Graph();
        Value features = graph.add("main", layers(COARSE_WIDTHS), graph.input("picture"));
        int last = COARSE_WIDTHS[COARSE_WIDTHS.length - 1];
        Value source = graph.add("source", spectralNorm(conv2d(last, 1, 3).padding(1)), features);
        Value classes = graph.add(
                "classes",
                sequential(spectralNorm(conv2d(last, FaceAttributes.NAMES.size(), 2)), globalMean(), flatten()),
                features);
        return graph.outputs(source, classes);
    }

    private static Graph fine() {
        Graph graph = new Graph();
        Value features = graph.add("main", layers(FINE_WIDTHS), graph.input("picture"));
        int last = FINE_WIDTHS[FINE_WIDTHS.length - 1];
        return graph.outputs(graph.add("source", spectralNorm(conv2d(last, 1, 3).padding(1)), features));
    }

    private static Layer layers(int... widths) {
        List<Layer> layers = new ArrayList<>();
        int in = 3;
        for (int width : widths) {
            layers.add(spectralNorm(conv2d(in, width, 4).stride(2).padding(1)));
            layers.add(leakyRelu(0.01));
            in = width;
        }
        return sequential(layers);
    }

    /** @param pictures {@code [N,3,S,S]}, S 64 or 128; at 64 only the coarse scale looks */
    Opinion judge(NDArray pictures) {
        if (pictures.getShape().get(2) == COARSE) {
            var answers = coarse.forward(pictures);
            return new Opinion(List.of(answers.get(0)), answers.get(1));
        }
        var answers = coarse.forward(halved(pictures));
        return new Opinion(List.of(answers.get(0), fine.forward(pictures).head()), answers.get(1));
    }

    /** The mean over blocks of 2x2. */
    static NDArray halved(NDArray pictures) {
        return Pool.avgPool2d(pictures, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false, true);
    }

    void step(float rate, int scales) {
        coarse.step(rate);
        if (scales > 1) {
            fine.step(rate);
        }
    }

    void clearGradients() {
        coarse.clearGradients();
        fine.clearGradients();
    }

    void save(Map<String, Tensor> state) {
        States.put(state, Prefix.COARSE.prefix(), coarse.checkpoint());
        States.put(state, Prefix.FINE.prefix(), fine.checkpoint());
    }

    @Override
    public void close() {
        coarse.close();
        fine.close();
    }
}
