package io.faceward.training;

import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a training run left in its folder. */
record RunFiles(Path folder) {

    /** The first figure of every line of the log. */
    List<Float> losses() throws IOException {
        return Files.readAllLines(folder.resolve("log.csv")).stream()
                .skip(1)
                .map(line -> Float.valueOf(line.split(",")[1]))
                .toList();
    }

    /** One figure of every line of the log. */
    List<Float> column(String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("log.csv"));
        int column = List.of(lines.get(0).split(",")).indexOf(name);
        return lines.stream()
                .skip(1)
                .map(line -> Float.valueOf(line.split(",")[column]))
                .toList();
    }

    Map<String, Tensor> checkpoint() throws IOException {
        return Safetensors.read(folder.resolve("checkpoint.safetensors")).tensors();
    }

    static double mean(List<Float> values) {
        return values.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    }
}
