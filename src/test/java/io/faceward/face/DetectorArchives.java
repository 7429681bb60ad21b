package io.faceward.face;

import io.faceward.inference.Archives;
import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.TorchScript;
import io.faceward.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bundle with a detector that takes every picture for one without faces, or, without a folder, with nothing. */
record DetectorArchives(@Nullable Path folder) implements Archives {

    @Override
    public boolean has(String model) {
        return folder != null && model.equals("face-detector");
    }

    @Override
    public Path archive(String model, Precision precision) throws IOException {
        if (!has(model)) {
            throw Problem.MODEL_UNAVAILABLE.because("There is no model '%s'".formatted(model));
        }
        Graph graph = new Graph();
        graph.outputs(graph.expression(
                "torch.mul(torch.flatten(torch.repeat(torch.slice($0, 1, 0, 1), [1, 15, 1, 1]), 2), 0)",
                graph.input("image")));
        Path file = folder.resolve(model + ".pt");
        TorchScript.forInference(precision, graph).write(graph, Map.of(), file);
        return file;
    }

    @Override
    public Map<String, List<long[]>> inputShapes() {
        return Map.of();
    }
}
