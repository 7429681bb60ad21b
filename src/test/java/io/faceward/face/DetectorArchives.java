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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bundle with some stages of a detector that takes every picture for one without faces. */
record DetectorArchives(@Nullable Path folder, Set<String> stages) implements Archives {

    static final Set<String> STAGES = Set.of("face-detector", "face-refiner");

    @Override
    public boolean has(String model) {
        return stages.contains(model);
    }

    @Override
    public Path archive(String model, Precision precision) throws IOException {
        if (folder == null || !has(model)) {
            throw Problem.MODEL_UNAVAILABLE.because("There is no model '%s'".formatted(model));
        }
        Graph graph = new Graph();
        graph.outputs(graph.expression(
                model.equals("face-refiner")
                        ? "torch.mul(torch.slice(torch.flatten($0, 1), 1, 0, 15), 0)"
                        : "torch.mul(torch.flatten(torch.repeat(torch.slice($0, 1, 0, 1), [1, 15, 1, 1]), 2), 0)",
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
