package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.chain;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.flatten;
import static io.faceward.network.Layers.named;
import static io.faceward.network.Layers.operation;
import static io.faceward.network.Layers.prelu;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.relu6;
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
import java.util.stream.IntStream;

/**
 * MobileFaceNet (Chen et al., arXiv 1804.07573), the recogniser: {@code [N,3,112,112]} RGB in [-1,1], aligned to the
 * ArcFace template, to unit embeddings {@code [N,128]}.
 *
 * <p>Two variants are told apart by their weights: ReLU6 with ImageNet normalisation, and PReLU on the middle 96
 * columns.
 */
public final class MobileFaceNet implements Architecture {

    /** Expansion, channels, repeats, first stride. */
    private static final int[][] STAGES = {{2, 64, 5, 2}, {4, 128, 1, 2}, {2, 128, 6, 1}, {4, 128, 1, 2}, {2, 128, 2, 1}
    };

    /** Blocks after which maps are compared when one network teaches another. */
    private static final int[] STAGE_ENDS = {3, 5, 8, 12, 15};

    static final Layer UNIT_LENGTH = operation("torch.div($0, torch.sqrt(torch.sum(torch.mul($0, $0), [1], True)))");

    /** (v/255 - mean) / std of ImageNet, written for x = v/127.5 - 1. */
    private static final Layer IMAGENET = operation("torch.cat([" + imagenet(0, 0.485, 0.229) + ", "
            + imagenet(1, 0.456, 0.224) + ", " + imagenet(2, 0.406, 0.225) + "], 1)");

    @Override
    public Graph graph(Map<String, Tensor> weights) {
        Graph graph = new Graph();
        return graph.outputs(graph.add("", layers(weights), graph.input("face")));
    }

    /** Its lower part: faces to the maps of features before they are summed up, {@code [N,512,7,7]} or narrower. */
    public static Graph maps(Map<String, Tensor> weights) {
        Graph graph = new Graph();
        return graph.outputs(graph.add("", hasPrelu(weights) ? preluMaps() : relu6Maps(), graph.input("face")));
    }

    /** Its upper part: maps to embeddings before they are brought to unit length, {@code [N,128,1,1]}. */
    public static Graph projection(Map<String, Tensor> weights) {
        Graph graph = new Graph();
        return graph.outputs(
                graph.add("", hasPrelu(weights) ? preluProjection() : relu6Projection(), graph.input("maps")));
    }

    /** The ReLU6 variant as a teacher: answers the maps after each stage, too, and the embedding last. */
    public static Graph teaching() {
        Graph graph = new Graph();
        List<Value> answers = new ArrayList<>();
        Value x = graph.input("face");
        for (Layer part : relu6Parts()) {
            x = graph.add("", part, x);
            answers.add(x);
        }
        return graph.outputs(answers.toArray(Value[]::new));
    }

    /** The network as a layer, to be put behind another one. */
    public static Layer layers(Map<String, Tensor> weights) {
        return hasPrelu(weights) ? preluVariant() : relu6Variant();
    }

    private static boolean hasPrelu(Map<String, Tensor> weights) {
        return weights.containsKey("conv1.prelu.weight");
    }

    private static Layer relu6Variant() {
        return chain(relu6Parts().toArray(Layer[]::new));
    }

    private static Layer relu6Maps() {
        return chain(relu6Stem(), relu6Blocks(0, STAGE_ENDS[STAGE_ENDS.length - 1]), relu6Top());
    }

    private static Layer relu6Stem() {
        return chain(
                IMAGENET,
                named("conv1", sequential(conv(3, 64, 3).stride(2).padding(1), batchNorm2d(64), relu6())),
                named(
                        "dw_conv",
                        chain(
                                named("depthwise", depthwise(64, 1)),
                                named("bn1", batchNorm2d(64)),
                                relu(),
                                named("pointwise", conv(64, 64, 1)),
                                named("bn2", batchNorm2d(64)),
                                relu())));
    }

    private static Layer relu6Blocks(int from, int to) {
        List<Layer> all = stages(MobileFaceNet::relu6Block);
        return named(
                "features",
                chain(IntStream.range(from, to)
                        .mapToObj(i -> named(String.valueOf(i), all.get(i)))
                        .toArray(Layer[]::new)));
    }

    private static Layer relu6Top() {
        return named("conv2", sequential(conv(128, 512, 1), batchNorm2d(512), relu6()));
    }

    /** The ReLU6 variant in parts, one after another the whole network. */
    private static List<Layer> relu6Parts() {
        List<Layer> parts = new ArrayList<>();
        int from = 0;
        for (int end : STAGE_ENDS) {
            Layer blocks = relu6Blocks(from, end);
            parts.add(from == 0 ? chain(relu6Stem(), blocks) : blocks);
            from = end;
        }
        parts.add(chain(relu6Top(), relu6Projection(), flatten(), UNIT_LENGTH));
        return parts;
    }

    private static Layer relu6Projection() {
        return chain(
                named(
                        "gdconv",
                        chain(
                                named(
                                        "depthwise",
                                        conv2d(512, 512, 7).depthwise().withoutBias()),
                                named("bn", batchNorm2d(512)))),
                named("conv3", conv2d(512, 128, 1)),
                named("bn", batchNorm2d(128)));
    }

    private static Layer preluVariant() {
        return chain(preluMaps(), preluProjection(), flatten(), UNIT_LENGTH);
    }

    private static Layer preluMaps() {
        return chain(
                operation("torch.mul(torch.slice($0, 3, 8, 104), 0.99609375)"),
                named("conv1", unit(conv(3, 64, 3).stride(2).padding(1), true)),
                named("dw_conv1", unit(depthwise(64, 1), true)),
                named("blocks", sequential(stages(MobileFaceNet::preluBlock))),
                named("conv2", unit(conv(128, 512, 1), true)));
    }

    private static Layer preluProjection() {
        return chain(
                named("linear7", unit(conv2d(512, 512, 7, 6).depthwise().withoutBias(), false)),
                named("linear1", unit(conv(512, 128, 1), false)));
    }

    private interface Block {
        Layer of(int in, int hidden, int out, int stride);
    }

    private static List<Layer> stages(Block block) {
        List<Layer> layers = new ArrayList<>();
        int in = 64;
        for (int[] stage : STAGES) {
            int out = stage[1];
            for (int i = 0; i < stage[2]; i++) {
                int stride = i == 0 ? stage[3] : 1;
                Layer layer = named("conv", block.of(in, in * stage[0], out, stride));
                layers.add(stride == 1 && in == out ? residual(layer) : layer);
                in = out;
            }
        }
        return layers;
    }

    private static Layer relu6Block(int in, int hidden, int out, int stride) {
        return sequential(
                sequential(conv(in, hidden, 1), batchNorm2d(hidden), relu6()),
                sequential(depthwise(hidden, stride), batchNorm2d(hidden), relu6()),
                conv(hidden, out, 1),
                batchNorm2d(out));
    }

    private static Layer preluBlock(int in, int hidden, int out, int stride) {
        return sequential(
                conv(in, hidden, 1),
                batchNorm2d(hidden),
                prelu(hidden),
                depthwise(hidden, stride),
                batchNorm2d(hidden),
                prelu(hidden),
                conv(hidden, out, 1),
                batchNorm2d(out));
    }

    private static Layer unit(Conv2d convolution, boolean activated) {
        int channels = convolution.out();
        return activated
                ? chain(named("conv", convolution), named("bn", batchNorm2d(channels)), named("prelu", prelu(channels)))
                : chain(named("conv", convolution), named("bn", batchNorm2d(channels)));
    }

    private static Conv2d conv(int in, int out, int kernel) {
        return conv2d(in, out, kernel).withoutBias();
    }

    private static Conv2d depthwise(int channels, int stride) {
        return conv(channels, channels, 3).depthwise().stride(stride).padding(1);
    }

    private static String imagenet(int channel, double mean, double std) {
        return "torch.add(torch.mul(torch.slice($0, 1, %d, %d), %s), %s)"
                .formatted(channel, channel + 1, 0.5 / std, (0.5 - mean) / std);
    }
}
