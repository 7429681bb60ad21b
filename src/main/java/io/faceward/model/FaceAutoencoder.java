package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.convTranspose2d;
import static io.faceward.network.Layers.leakyRelu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;
import static io.faceward.network.Layers.tanh;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/**
 * The face-reconstruction surrogate M_s: an encoder to 1/16 of the side and a decoder back, the skeleton that face-swap
 * models share. 2.6 million parameters.
 *
 * <p>{@code [N,3,H,W]} in [-1,1], H and W multiples of 16, to the reconstruction of the same shape, and the encoder's
 * features {@code [N,256,H/16,W/16]}.
 */
public final class FaceAutoencoder {

    /** Pixels of the image per position of the features. */
    public static final int STRIDE = 16;

    // spotless:off
    private static final Layer ENCODER = sequential(
            down(3, 32), leakyRelu(0.2),
            down(32, 64), batchNorm2d(64), leakyRelu(0.2),
            down(64, 128), batchNorm2d(128), leakyRelu(0.2),
            down(128, 256), batchNorm2d(256), leakyRelu(0.2),
            residual(sequential(
                    conv2d(256, 256, 3).padding(1).withoutBias(), batchNorm2d(256), leakyRelu(0.2),
                    conv2d(256, 256, 3).padding(1).withoutBias(), batchNorm2d(256))));

    private static final Layer DECODER = sequential(
            up(256, 128), batchNorm2d(128), leakyRelu(0.2),
            up(128, 64), batchNorm2d(64), leakyRelu(0.2),
            up(64, 32), batchNorm2d(32), leakyRelu(0.2),
            up(32, 3), tanh());
    // spotless:on

    /** Both graphs of the manipulator. */
    static final ManipulatorArchitecture ARCHITECTURE = new ManipulatorArchitecture() {
        @Override
        public Graph graph(Map<String, Tensor> weights) {
            return served();
        }

        @Override
        public Graph withFeatures(Map<String, Tensor> weights) {
            return FaceAutoencoder.graph();
        }
    };

    private FaceAutoencoder() {}

    /** The network with both answers. */
    public static Graph graph() {
        Graph graph = new Graph();
        Value features = graph.add("encoder", ENCODER, graph.input("image"));
        return graph.outputs(graph.add("decoder", DECODER, features), features);
    }

    /** The network as a manipulator: the reconstruction alone. */
    public static Graph served() {
        Graph graph = new Graph();
        Value features = graph.add("encoder", ENCODER, graph.input("image"));
        return graph.outputs(graph.add("decoder", DECODER, features));
    }

    private static Conv2d down(int in, int out) {
        return conv2d(in, out, 4).stride(2).padding(1);
    }

    private static Conv2d up(int in, int out) {
        return convTranspose2d(in, out, 4).stride(2).padding(1);
    }
}
