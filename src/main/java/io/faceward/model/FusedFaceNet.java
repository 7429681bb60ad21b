package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;

import io.faceward.network.Conv2d;
import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The recogniser that we train: {@link MobileFaceNet} with fewer and fused blocks, where one dense convolution stands for
 * the expansion and the depthwise one (Tan and Le, EfficientNetV2, ICML 2021). It takes twice the arithmetic and a fraction
 * of the memory traffic, which is what a training on a processor waits for. Its stages end with maps of the same shapes, so
 * that it can learn from that network's.
 *
 * <p>{@code [N,3,112,112]} RGB in [-1,1], aligned to the ArcFace template, to unit embeddings {@code [N,128]}.
 */
public final class FusedFaceNet implements Architecture {

    @Override
    public Graph graph(Map<String, Tensor> weights) {
        return graph();
    }

    /** The network as served. */
    public static Graph graph() {
        Graph graph = new Graph();
        Value x = graph.input("face");
        for (Layer part : parts()) {
            x = graph.add("", part, x);
        }
        return graph.outputs(x);
    }

    /**
     * The network as a pupil of {@link MobileFaceNet#teaching}: answers the same and takes, behind the face, {@code given
     * [N,1,1,1]}, 1 for the faces of which each stage goes on from the teacher's maps, 0 where from its own, and those maps.
     */
    public static Graph learning() {
        Graph graph = new Graph();
        List<Value> answers = new ArrayList<>();
        Value x = graph.input("face");
        Value given = graph.input("given");
        List<Layer> parts = parts();
        for (int i = 0; i < parts.size(); i++) {
            Value own = graph.add("", parts.get(i), x);
            answers.add(own);
            if (i < parts.size() - 1) {
                x = graph.expression("torch.lerp($0, $1, $2)", own, graph.input("maps" + i), given);
            }
        }
        return graph.outputs(answers.toArray(Value[]::new));
    }

    /** One for each stage of {@link MobileFaceNet#teaching}. */
    private static List<Layer> parts() {
        return List.of(
                named(
                        "stage0",
                        sequential(
                                sequential(conv(3, 32).stride(2), batchNorm2d(32), relu()),
                                fused(32, 64, 64, 2),
                                residual(fused(64, 128, 64, 1)))),
                named("stage1", residual(fused(64, 128, 64, 1))),
                named("stage2", sequential(fused(64, 256, 128, 2), residual(fused(128, 256, 128, 1)))),
                named("stage3", sequential(residual(fused(128, 256, 128, 1)), residual(fused(128, 256, 128, 1)))),
                named("stage4", sequential(fused(128, 512, 128, 2), residual(fused(128, 256, 128, 1)))),
                named("head", head()));
    }

    private static Layer fused(int in, int hidden, int out, int stride) {
        return sequential(
                conv(in, hidden).stride(stride),
                batchNorm2d(hidden),
                relu(),
                conv2d(hidden, out, 1).withoutBias(),
                batchNorm2d(out));
    }

    private static Layer head() {
        return chain(
                sequential(
                        conv2d(128, 512, 1).withoutBias(),
                        batchNorm2d(512),
                        relu(),
                        conv2d(512, 512, 7).depthwise().withoutBias(),
                        batchNorm2d(512),
                        conv2d(512, 128, 1).withoutBias(),
                        batchNorm2d(128)),
                flatten(),
                MobileFaceNet.UNIT_LENGTH);
    }

    private static Conv2d conv(int in, int out) {
        return conv2d(in, out, 3).padding(1).withoutBias();
    }
}
