package io.faceward.model;

import static io.faceward.network.Layers.batchNorm2d;
import static io.faceward.network.Layers.conv2d;
import static io.faceward.network.Layers.relu;
import static io.faceward.network.Layers.residual;
import static io.faceward.network.Layers.sequential;

import io.faceward.network.Graph;
import io.faceward.network.Layer;
import io.faceward.network.Value;
import java.util.ArrayList;
import java.util.List;

/** What both stages of the face detector are made of: convolutions with batch normalisation, most of them separable. */
final class SeparableBlocks {

    private SeparableBlocks() {}

    /** Halves the sides. */
    static Layer dense(int in, int out) {
        return sequential(conv2d(in, out, 3).stride(2).padding(1).withoutBias(), batchNorm2d(out), relu());
    }

    /** Each channel by itself, then all at each pixel (Howard et al., arXiv 1704.04861). */
    static Layer separable(int in, int out, int stride) {
        return sequential(
                conv2d(in, in, 3).depthwise().stride(stride).padding(1).withoutBias(),
                batchNorm2d(in),
                relu(),
                conv2d(in, out, 1).withoutBias(),
                batchNorm2d(out),
                relu());
    }

    /** Coarser features at twice their side, added to finer ones. */
    static Value above(Graph graph, Value finer, Value coarser) {
        return graph.expression(
                "torch.add($0, torch.upsample_nearest2d($1, None, annotate(List[float], [2., 2.])))", finer, coarser);
    }

    /** Mixes the channels. */
    static Layer pointwise(int in, int out) {
        return sequential(conv2d(in, out, 1).withoutBias(), batchNorm2d(out), relu());
    }

    /** Halves the sides, then refines. */
    static Layer stage(int in, int out, int units) {
        List<Layer> layers = new ArrayList<>();
        layers.add(separable(in, out, 2));
        for (int i = 1; i < units; i++) {
            layers.add(residual(separable(out, out, 1)));
        }
        return sequential(layers);
    }
}
