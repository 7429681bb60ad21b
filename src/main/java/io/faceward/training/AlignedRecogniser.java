package io.faceward.training;

import io.faceward.model.MobileFaceNet;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.Value;
import java.util.Map;

/** The recogniser behind a differentiable alignment: pictures and where to look, to unit embeddings. */
final class AlignedRecogniser {

    private AlignedRecogniser() {}

    /** {@code [N,3,H,W]} in [-1,1] and grids {@code [N,2,3]} to {@code [N,128]}. */
    static Graph graph(Map<String, Tensor> weights) {
        Graph graph = new Graph();
        Value picture = graph.input("picture");
        Value where = graph.input("grid");
        Value grid = graph.expression(
                "torch.affine_grid_generator($0, [torch.size($1, 0), 3, 112, 112], False)", where, picture);
        Value face = graph.expression("torch.grid_sampler($0, $1, 0, 1, False)", picture, grid);
        return graph.outputs(graph.add("", MobileFaceNet.layers(weights), face));
    }
}
